import { endpointKeys } from "@/infrastructure/storage/keys";
import type { EndpointRow, EndpointStore } from "@/lib/ports/endpoints";
import { isAtVersion, isNew } from "./conditions";
import { listPage } from "./list-page";
import { endpointRow } from "./rows/endpoint-row";
import type { Table } from "./table";
import { findNamed, nameWrite } from "./unique-names";

export function createEndpointStore(table: Table): EndpointStore {
  async function find(id: string): Promise<EndpointRow | undefined> {
    const item = await table.get(endpointKeys.row(id));
    return item && endpointRow.fromItem(item);
  }

  return {
    find,

    async findByName(name) {
      const id = await findNamed(table, "ENDPOINT", name);
      return id === undefined ? undefined : find(id);
    },

    async create(row) {
      const failed = await table.transact([
        nameWrite(table, "ENDPOINT", row),
        { Put: { TableName: table.name, Item: endpointRow.toItem(row), ...isNew } },
      ]);
      return failed === undefined;
    },

    list: (request) =>
      listPage(
        table,
        { index: "all", partition: endpointKeys.all, toRow: endpointRow.fromItem },
        request,
      ),

    async update(row) {
      const next = { ...row, version: row.version + 1 };
      const isWritten = await table.put(endpointRow.toItem(next), isAtVersion(row.version));
      return isWritten ? next : undefined;
    },
  };
}
