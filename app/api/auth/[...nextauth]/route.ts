import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** Options are made with the first request, so that a build needs no secret. */
const handle = (request: NextRequest, context: Context) =>
  NextAuth(request, context, authOptions());

export { handle as GET, handle as POST };
