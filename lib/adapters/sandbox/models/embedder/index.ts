export { Embedder, EMBEDDER_DIMENSIONS } from "./embedder";
