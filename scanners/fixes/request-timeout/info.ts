import type { FixInfo } from "../fix-info";

export const INFO: FixInfo = {
  id: "request-timeout",
  ruleIds: ["bandit/B113"],
  title: "Requests end after 30 seconds without an answer",
  note: "A server that sends nothing for 30 seconds makes the call raise requests.Timeout, where QGIS would have waited for ever. Catch it where you catch other failed requests.",
};
