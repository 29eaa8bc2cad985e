import { XMLParser } from "fast-xml-parser";

/** A document as nested values: an array repeats its element, undefined leaves it out. */
export interface XmlElement {
  [name: string]: XmlValue | XmlValue[] | undefined;
}
export type XmlValue = string | number | boolean | XmlElement;

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in object keys must survive as references.
const ESCAPED = /[&<>"'\u0000-\u001f\u007f-\u009f\u2028]/g;

const escapeText = (text: string): string =>
  text.replace(
    ESCAPED,
    (character) => ESCAPES[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  );

/** Serialises `content` under `root`, with the namespace `xmlns` where one is given. */
export function toXml(root: string, content: XmlValue, xmlns?: string): string {
  const attribute = xmlns ? ` xmlns="${xmlns}"` : "";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${inner(content)}</${root}>`;
}

function inner(value: XmlValue): string {
  if (typeof value !== "object") return escapeText(String(value));
  return Object.entries(value)
    .flatMap(([name, child]) =>
      [child].flat().map((item) => (item === undefined ? "" : `<${name}>${inner(item)}</${name}>`)),
    )
    .join("");
}

/** The text of an XML body is not what the caller promised; carries no part of it. */
export class MalformedXml extends Error {}

/** A parsed element: its children by name, each a list in document order. */
export class XmlNode {
  constructor(private readonly value: unknown) {}

  children(name: string): XmlNode[] {
    const children = isRecord(this.value) ? this.value[name] : undefined;
    return Array.isArray(children) ? children.map((child) => new XmlNode(child)) : [];
  }

  child(name: string): XmlNode | undefined {
    return this.children(name)[0];
  }

  /** The text of the child `name`, undefined where there is none. */
  text(name: string): string | undefined {
    return this.child(name)?.content();
  }

  texts(name: string): string[] {
    return this.children(name).map((child) => child.content());
  }

  content(): string {
    if (typeof this.value === "string") return this.value;
    throw new MalformedXml("an element holds elements where text is expected");
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: () => true,
});

/** Parses `text`, whose outermost element must be `root`. Throws MalformedXml. */
export function parseXml(text: string, root: string): XmlNode {
  try {
    const node = new XmlNode(parser.parse(text, true)).child(root);
    if (node) return node;
  } catch (error) {
    throw new MalformedXml("the body is not well-formed XML", { cause: error });
  }
  throw new MalformedXml(`the body must be a ${root} document`);
}
