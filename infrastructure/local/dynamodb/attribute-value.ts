/** An attribute as it travels on the wire: exactly one member is set; `B` and `BS` are base64. */
export interface AttributeValue {
  S?: string;
  N?: string;
  B?: string;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  BOOL?: boolean;
  NULL?: boolean;
  L?: AttributeValue[];
  M?: Item;
}

export type Item = Record<string, AttributeValue>;
