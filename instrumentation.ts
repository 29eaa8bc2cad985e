/** Runs once when the server starts: settings that will not do are told before anybody comes. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { getEnvironment } = await import("./lib/server/environment");
  getEnvironment();
}
