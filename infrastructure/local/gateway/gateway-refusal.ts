import type { APIGatewayProxyResult } from "aws-lambda";

/** What API Gateway answers itself, without asking a function. */
const REFUSALS = {
  forbidden: { status: 403, type: "ForbiddenException", message: "Forbidden" },
  noRoute: {
    status: 403,
    type: "MissingAuthenticationTokenException",
    message: "Missing Authentication Token",
  },
  tooLarge: {
    status: 413,
    type: "RequestTooLargeException",
    message: "Request Too Long",
  },
  failed: {
    status: 502,
    type: "InternalServerErrorException",
    message: "Internal server error",
  },
  timeout: {
    status: 504,
    type: "InternalServerErrorException",
    message: "Endpoint request timed out",
  },
} as const;

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export class GatewayRefusal extends Error {
  constructor(private readonly reason: keyof typeof REFUSALS) {
    super(REFUSALS[reason].message);
  }

  toResult(): APIGatewayProxyResult {
    const { status, type, message } = REFUSALS[this.reason];
    return {
      statusCode: status,
      headers: { "x-amzn-errortype": type },
      body: JSON.stringify({ message }),
    };
  }
}
