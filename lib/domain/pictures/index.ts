export { decoder, MAX_PIXELS, MAX_SECONDS } from "./decoder";
export { squarePicture } from "./square";
