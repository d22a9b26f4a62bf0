/* The more particular first: Edge and Opera call themselves Chrome as well, and Chrome Safari. */
const BROWSERS = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/HeadlessChrome\/|Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;
const SYSTEMS = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
] as const;

const match = (agent: string, known: readonly (readonly [RegExp, string])[]): string | undefined =>
  known.find(([pattern]) => pattern.test(agent))?.[1];

/** "Firefox on Linux", as far as a browser says what it is. */
export function browserName(userAgent: string): string {
  const browser = match(userAgent, BROWSERS) ?? "A browser";
  const system = match(userAgent, SYSTEMS);
  return system === undefined ? browser : `${browser} on ${system}`;
}
