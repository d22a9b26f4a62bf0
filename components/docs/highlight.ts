import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import http from "highlight.js/lib/languages/http";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import type { CodeLanguage } from "./types";

for (const [name, language] of Object.entries({ bash, http, json, python, typescript })) {
  hljs.registerLanguage(name, language);
}

/** Code as HTML with a class for each kind of token. What is not ours to format is escaped. */
export function highlight(code: string, language: CodeLanguage): string {
  return hljs.highlight(code, { language }).value;
}
