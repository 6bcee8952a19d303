import type { CallContext } from "../../call-context";
import type { BanditIssue, BanditTests } from "../../issue";

const OTHERS_WRITE = 0o002n;
const GROUP_WRITE_OR_RUN_OTHERS_RUN = 0o031n;
const SHARED_FOLDERS = ["/tmp", "/var/tmp", "/dev/shm"];

/** Source: Bandit 1.9.4 plugins/general_bad_file_permissions.py. */
function permissiveMode(call: CallContext): BanditIssue | null {
  if (!call.name.includes("chmod") || call.argumentCount !== 2) return null;
  const value = call.argumentAt(1);
  if (typeof value !== "number" && typeof value !== "bigint") return null;
  const mode = BigInt(value);
  const isWritable = (mode & OTHERS_WRITE) !== 0n;
  if (!isWritable && (mode & GROUP_WRITE_OR_RUN_OTHERS_RUN) === 0n) return null;
  const octal = `0o${mode.toString(8)}`.slice(0, 20);
  return {
    code: "B103",
    severity: isWritable ? "high" : "medium",
    confidence: "high",
    message: isWritable
      ? `Mode ${octal} lets every account of the machine change this file.`
      : `Mode ${octal} lets other accounts of the machine run this file or its group change it.`,
    data: { mode: octal },
  };
}

export const detect: BanditTests = {
  Call: [{ code: "B103", mentions: ["chmod"], test: permissiveMode }],
  Str: [
    {
      code: "B108",
      // Source: Bandit 1.9.4 plugins/general_hardcoded_tmp.py.
      test: ({ node }) =>
        SHARED_FOLDERS.some((folder) => node.value.startsWith(folder))
          ? {
              code: "B108",
              severity: "medium",
              confidence: "medium",
              message: "A fixed place in the shared folder for temporary files is named here.",
            }
          : null,
    },
  ],
};
