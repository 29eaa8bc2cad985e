"use client";

import messages from "@/lib/messages/last-resort.json";
import "./globals.css";

/** Stands in for the root layout when that itself has failed, so it can use nothing of it. */
export default function GlobalErrorPage() {
  return (
    <html lang="en">
      <body>
        <main role="alert" className="flex flex-col items-center gap-3 px-4 py-16 text-center">
          <h1 className="text-lg font-semibold">{messages.sentence}</h1>
          <p className="text-ink-muted">{messages.nextStep}</p>
          <button
            type="button"
            onClick={() => globalThis.location.reload()}
            className="h-control rounded-md bg-accent px-3 font-medium text-accent-ink"
          >
            {messages.reload}
          </button>
        </main>
      </body>
    </html>
  );
}
