export { createModels, type ModelNames, type ModelsOptions } from "./models";
