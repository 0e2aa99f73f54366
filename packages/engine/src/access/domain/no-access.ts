import type { Access } from "@lakewright/config";

/** Access in a folder without access.yaml: nobody sees anything. */
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
