interface Hidden {
  packageName: string;
  version: string;
  status: "withdrawn" | "quarantined";
  since: Date;
}

const WORDS = {
  withdrawn: "This version was published and taken back by its maintainers.",
  quarantined: "This version was published and is hidden by the staff of this site.",
};

/** For programs: why a version that they know is not there any more. The names of its fields are a promise (contracts). */
export const hiddenVersionJson = ({ packageName, version, status, since }: Hidden) => ({
  package_name: packageName,
  version,
  status,
  since: since.toISOString(),
  message: WORDS[status],
});
