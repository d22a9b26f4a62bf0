// Reads the text of a PDF's first pages in a thread of its own, which pdf.ts can end at any time. Plain JavaScript at a
// path of its own: the thread loads it from the disk, whatever the application is bundled into.
import { parentPort } from "node:worker_threads";
import { getDocumentProxy, getResolvedPDFJS } from "unpdf";

// The reader itself is loaded with its first document, unless asked for before.
await getResolvedPDFJS();

async function pageText(page, room) {
  const reader = page.streamTextContent().getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    for (const item of value.items) if ("str" in item) text += item.hasEOL ? `${item.str}\n` : item.str;
    if (text.length > room) {
      await reader.cancel();
      return text.slice(0, room);
    }
  }
}

async function read({ bytes, maxPages, maxCharacters }) {
  const pdf = await getDocumentProxy(bytes, { isEvalSupported: false, useSystemFonts: false, verbosity: 0 });
  const pages = [];
  let room = maxCharacters;
  for (let number = 1; number <= Math.min(pdf.numPages, maxPages) && room > 0; number += 1) {
    const text = await pageText(await pdf.getPage(number), room);
    pages.push(text);
    room -= text.length;
  }
  return { text: pages.join("\n\n"), whole: pages.length === pdf.numPages && room > 0 };
}

parentPort.once("message", async (request) => {
  parentPort.postMessage(await read(request).catch((error) => ({ error: String(error?.name) })));
});
