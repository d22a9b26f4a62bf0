import { whole } from "@/lib/kernel/text";

/** A file's text as far as it was read. */
export interface ReadFile {
  readonly name: string;
  readonly text: string;
}

export interface Sample {
  readonly text: string;
  /** Whether something was left out. */
  readonly partial: boolean;
}

/** Of the room a long text gets: how much of it goes to its beginning and its middle; the rest goes to its end. */
const BEGINNING = 0.6;
const MIDDLE = 0.2;

const leftOut = (characters: number): string => `\n[… ${characters} characters left out …]\n`;

function excerpt(text: string, room: number): Sample {
  if (text.length <= room) return { text, partial: false };
  const [head, middle] = [Math.floor(room * BEGINNING), Math.floor(room * MIDDLE)];
  const tail = room - head - middle;
  const last = text.length - tail - middle;
  const start = Math.min(last, Math.max(head, Math.floor((text.length - middle) / 2)));
  const gaps = [start - head, text.length - tail - (start + middle)] as const;
  const pieces = [text.slice(0, head), text.slice(start, start + middle), text.slice(text.length - tail)].map(whole);
  return {
    text: `${pieces[0] ?? ""}${leftOut(gaps[0])}${pieces[1] ?? ""}${leftOut(gaps[1])}${pieces[2] ?? ""}`,
    partial: true,
  };
}

/** The same room for each; what short ones do not need is shared among the others. */
function shares(lengths: readonly number[], room: number): number[] {
  const share = new Array<number>(lengths.length).fill(0);
  let left = room;
  const byLength = lengths.map((length, at) => ({ length, at })).sort((a, b) => a.length - b.length);
  byLength.forEach(({ length, at }, done) => {
    share[at] = Math.min(length, Math.floor(left / (lengths.length - done)));
    left -= share[at] ?? 0;
  });
  return share;
}

/**
 * What a model reads of a delivery (the guide on validation): all of it up to `room` characters; of more, every file gets the same
 * share, and of a file longer than its share stand the beginning (60 %), the middle (20 %) and the end (20 %), with a note of how
 * much is left out between. Where there are several, each is under its name. Pure.
 */
export function sample(files: readonly ReadFile[], room: number): Sample {
  const rooms = shares(
    files.map(({ text }) => text.length),
    room,
  );
  const excerpts = files.map(({ text }, at) => excerpt(text, rooms[at] ?? 0));
  const named = excerpts.map(({ text }, at) =>
    files.length === 1 ? text : `--- ${files[at]?.name ?? ""} ---\n${text}`,
  );
  return { text: named.join("\n\n"), partial: excerpts.some(({ partial }) => partial) };
}
