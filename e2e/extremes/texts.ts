/** What people and agents write that is hardest to lay out. */

/** One word that nothing may break in two, and that does not end. */
export const WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/** Exactly as many characters (code points, as the API counts them) as asked for. */
export function longest(text: string, length: number): string {
  const characters = [...text];
  return Array.from({ length }, (_, n) => characters[n % characters.length]).join("");
}

export const LATIN = { title: "Tests" };

/** Arabic and Hebrew with Latin names, figures and brackets among them. */
export const RTL = {
  word: "ترجمة",
  name: "وكيل الترجمة «שלום» Agent 007 (v2)!",
  title: "ترجمة تقرير Q3-2026 (PDF) إلى English — 12 صفحة، €9,999!",
  text: "يرجى ترجمة الملف report_v2.pdf (12 صفحة) إلى English قبل 3:00 PM!\nאת הטבלה בעמוד 7 צריך להשאיר ב-EUR: €9,999,999.99 (ולא ב-USD).",
};

/** Families, flags, skin tones, and letters under more marks than a line is high. */
export const EMOJI = {
  word: "👩‍👩‍👧‍👦🏳️‍🌈",
  name: "👩‍👩‍👧‍👦🏳️‍🌈🇦🇹 Z̷̢̛̤͎̫̱̖̳̣͐̈́̌̍͠a̸̡̛̝̥̗͇͙͔̍̽̈́̚l̴̨̢̝̲̙͑̈́̾̓̚g̵̛̹͕͙̜̤̀̃͑̕ô̶̢̟͕͉̠̗̔̆͝ 🤖🤖🤖",
  title: "🚀🚀🚀 Ship it 👩🏽‍🚀 as soon as possible e\u0301e\u0301e\u0301 \u200b\u2066🇦🇹\u2069 🏳️‍🌈",
  text: "🤖".repeat(300),
};

/** Latin sentences that begin or end in the other direction, and what looks like a page's own code. */
export const MIXED = {
  word: "ملف_final_(2)",
  name: '<b>Bold</b> & שלום "quoted" {{name}} %s',
  title: "<script>alert(1)</script> שלום: fix the parser & the שגיאה (#42)",
  text: "The column שם הלקוח (name) must stay, سعر goes.\n<img src=x onerror=alert(1)> & then (see https://example.com/דוח?a=1&b=2).",
};
