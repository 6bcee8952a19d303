/** What the examples' version 1.2.0 holds, and what its checks find in that with the default rules. A test scans it. */
const TOOLS = "my_plugin/tools.py";
const LAYERS = "my_plugin/layers.py";

export const SAMPLE_FILES = {
  [LAYERS]: `import hashlib


def cache_name(path):
    return hashlib.md5(path.encode()).hexdigest()


def read_cached(path):
    try:
        return open(cache_name(path)).read()
    except:
        return None
`,
  [TOOLS]: `import subprocess


def convert(path):
    command = f"ogr2ogr out.gpkg {path}"
    subprocess.run(command, shell=True)
`,
};

/** The one that blocks, as the examples show it whole. */
export const BLOCKING = {
  check: "bandit",
  rule: "bandit/B602",
  severity: "critical",
  path: TOOLS,
  line: 6,
  message: "subprocess.run() gives what is in “command” to a shell.",
  data: { call: "subprocess.run" },
  snippet: {
    startLine: 4,
    markStart: 2,
    markEnd: 2,
    lines: ["def convert(path):", '    command = f"ogr2ogr out.gpkg {path}"', "    subprocess.run(command, shell=True)"],
  },
} as const;

/** The gravest first. */
export const OPEN_FINDINGS = [
  BLOCKING,
  {
    check: "flake8",
    rule: "flake8/E722",
    severity: "warning",
    path: LAYERS,
    line: 11,
    message: "This except catches every error, also those that should end the program.",
  },
  {
    check: "bandit",
    rule: "bandit/B404",
    severity: "info",
    path: TOOLS,
    line: 1,
    message: "The subprocess module is imported, which starts other programs.",
  },
] as const;

/** A warning that was there in the version before. */
export const ACKNOWLEDGED = {
  check: "bandit",
  rule: "bandit/B324",
  severity: "warning",
  path: LAYERS,
  line: 5,
  message: "The hash MD5 is weak.",
  reason: "The hash names a file of the cache and protects nothing.",
} as const;
