import { answerApi } from "@/lib/server/door";

export {
  answerApi as DELETE,
  answerApi as GET,
  answerApi as PATCH,
  answerApi as POST,
  answerApi as PUT,
};
