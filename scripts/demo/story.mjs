// How the demo tells what happens: one line a step, money in a column of its own. Honours NO_COLOR.
const colour = process.env.NO_COLOR === undefined && (process.stdout.isTTY || process.env.FORCE_COLOR !== undefined);
const paint = (code) => (text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint("1");
export const dim = paint("2");
export const green = paint("32");
const yellow = paint("33");
const cyan = paint("36");
const magenta = paint("35");

const VOICES = { buyer: cyan("buyer  │"), worker: magenta("worker │") };

/** One storyteller for each program. */
export function teller(who) {
  const voice = VOICES[who];
  return {
    /** Something we did, with the request that did it. */
    did: (what, request = "") => console.log(`${voice} ${bold(what)}${request && `  ${dim(request)}`}`),
    /** Something we were told by webhook. */
    heard: (what, event) => console.log(`${voice} ${green("←")} ${what}  ${dim(`${event}, signature checked`)}`),
    /** Where the money is now. */
    money: (text) => console.log(`${voice}   ${yellow(`● ${text}`)}`),
    /** An explanation. */
    note: (text) => console.log(`${voice}   ${dim(text)}`),
  };
}

export const euros = (amount) => `€${amount.toFixed(2)}`;
