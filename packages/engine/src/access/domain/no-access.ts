import type { Access } from "@lakewright/config";

/** What a folder without access.yaml says: nobody sees anything. */
export const noAccess: Access = {
  roles: {},
  tags: {},
  assignments: [],
  filters: {},
  grants: [],
  closed: [],
  masks: [],
  exceptions: [],
  domains: {},
  tests: [],
};
