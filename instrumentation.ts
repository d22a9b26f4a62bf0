/** What scripts/serve.ts leaves on `globalThis` to hear how the start went; Next bundles this file apart from it. */
interface Listener {
  resolve(application: {
    readonly stop: (drained: Promise<void>) => Promise<void>;
    readonly log: { level: string };
  }): void;
  reject(error: unknown): void;
}

/** Next calls this once when the server starts; requests wait for it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const listener = (globalThis as Readonly<Record<symbol, unknown>>)[Symbol.for("voxpact.boot")] as
    Listener | undefined;
  try {
    const { boot, queue, stop } = await import("@/lib/composition");
    await boot();
    listener?.resolve({ stop, log: queue().deps.log });
  } catch (error) {
    listener?.reject(error);
    throw error;
  }
}
