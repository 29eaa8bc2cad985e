export interface PageRequest {
  cursor?: string;
  limit: number;
}

/** Full unless it is the last one. */
export interface Page<Row> {
  rows: Row[];
  nextCursor: string | null;
}
