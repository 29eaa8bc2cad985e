import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AtelierStack } from "@/infrastructure/stacks/atelier-stack";
import { FEATURE_FLAGS } from "@/infrastructure/stacks/feature-flags";
import { BUNDLES_CONTEXT, lambdaNames } from "@/infrastructure/stacks/lambda-bundles";

/** The stack's template, with empty functions: what they hold is tested with the bundles. */
export function synthesize(): Template {
  const folder = mkdtempSync(join(tmpdir(), "atelier-stack-"));
  try {
    for (const name of lambdaNames()) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, "index.mjs"), `// ${name}`);
    }
    const context = { ...FEATURE_FLAGS, [BUNDLES_CONTEXT]: folder };
    const app = new App({ context, outdir: join(folder, "cdk.out") });
    return Template.fromStack(new AtelierStack(app, "Atelier"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a template holds, as far as tests look at it. */
interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: properties have any shape; a test that misreads one fails.
  Properties: Record<string, any>;
}

export interface Statement {
  Action: string | string[];
  Resource: unknown;
}

/** CloudFormation's ways to name what is known at deployment only. */
interface Reference {
  Ref?: string;
  "Fn::GetAtt"?: [logicalId: string, attribute: string];
  "Fn::Join"?: [separator: string, parts: unknown[]];
}

export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  // findResources returns resources as they stand in the template.
  return template.findResources(type) as Record<string, Resource>;
}

const list = <Value>(value: Value | Value[]): Value[] => (Array.isArray(value) ? value : [value]);

/** Every statement of every policy of a role, by the role's logical id. */
export function statementsByRole(template: Template): Map<string, Statement[]> {
  const statements = new Map<string, Statement[]>();
  for (const { Properties } of Object.values(resourcesOf(template, "AWS::IAM::Policy"))) {
    for (const { Ref } of Properties.Roles) {
      const known = statements.get(Ref) ?? [];
      statements.set(Ref, [...known, ...Properties.PolicyDocument.Statement]);
    }
  }
  return statements;
}

/** The last words of a resource's ARN, with logical ids in braces: `{StorageTable1234}/index/gsi1`. */
function resourceName(resource: unknown): string {
  if (typeof resource === "string") return resource.split(":").slice(5).join(":") || resource;
  const { Ref, "Fn::GetAtt": attribute, "Fn::Join": join } = resource as Reference;
  if (Ref) return `{${Ref}}`;
  if (attribute) return `{${attribute[0]}}`;
  if (join)
    return join[1]
      .map((part: unknown) => (typeof part === "string" ? part : resourceName(part)))
      .join("");
  throw new Error(`What resource is ${JSON.stringify(resource)}?`);
}

/** Each right as `action on resource`, with CDK's hashes and ARN beginnings left out, sorted. */
export function rights(statements: Statement[]): string[] {
  return statements
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) =>
        list(Resource).map((resource) => `${action} on ${shortened(resourceName(resource))}`),
      ),
    )
    .sort();
}

const shortened = (name: string) =>
  name
    .replace(/^arn:.*?:(?=[^:]*$)/, "")
    .replace(/\{([A-Za-z]+?)(Resource|Topic)?[0-9A-F]{8}\}/g, "$1$2");
