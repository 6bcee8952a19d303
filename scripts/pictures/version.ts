import { personCalled } from "./person";
import type { Area } from "./state";
import { versionDecisions } from "./version-decisions";
import { versionReports } from "./version-reports";
import { versionStatuses } from "./version-statuses";

export const version: Area = async (stage) => {
  const author = await personCalled(stage.site, "Vera Lindqvist");
  const states = await versionStatuses(stage, author);
  return [...states, ...(await versionReports(stage, author)), ...(await versionDecisions(stage, author))];
};
