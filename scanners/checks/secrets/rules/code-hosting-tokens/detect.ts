import { byPattern, type Detector, type Found } from "../../detector";
import { SPACE, WORD } from "../../python-text";

/** Behind a GitLab token no letter of any alphabet may follow. */
const END = `(?![${WORD}])`;

function gitlab(source: string): RegExp {
  return new RegExp(`${source}${END}`, "gu");
}

const AUTH_TOKEN = "/:_authToken=";
const NPM_VALUE = new RegExp(`[${SPACE}]*(npm_[^\\n]+|[A-Fa-f0-9-]{36})`, "y");

/** `//registry/:_authToken=…`, for each line of the text: the last such assignment counts. */
function npmTokens(line: string): Found[] {
  const all: Found[] = [];
  let start = 0;
  for (const part of line.includes("\n") ? line.split("\n") : [line]) {
    const slashes = part.indexOf("//");
    let at = slashes < 0 ? -1 : part.lastIndexOf(AUTH_TOKEN);
    for (; at >= slashes + 3; at = part.lastIndexOf(AUTH_TOKEN, at - 1)) {
      NPM_VALUE.lastIndex = at + AUTH_TOKEN.length;
      const value = NPM_VALUE.exec(part)?.[1];
      if (value === undefined) continue;
      const end = start + NPM_VALUE.lastIndex;
      all.push({ value, start: end - value.length, end });
      break;
    }
    start += part.length + 1;
  }
  return all;
}

export const detect: readonly Detector[] = [
  byPattern(
    {
      code: "ArtifactoryDetector",
      typeName: "Artifactory Credentials",
      message: "A token or password for an Artifactory server stands here.",
      hint: "AKC[a-zA-Z0-9]{10}|AP[\\dA-F][a-zA-Z0-9]{8}",
    },
    new RegExp(`(?:[${SPACE}]|=|:|"|^)AKC[a-zA-Z0-9]{10,}(?:[${SPACE}]|"|$)`, "g"),
    new RegExp(`(?:[${SPACE}]|=|:|"|^)AP[\\p{Nd}ABCDEF][a-zA-Z0-9]{8,}(?:[${SPACE}]|"|$)`, "gu"),
  ),
  byPattern(
    { code: "GitHubTokenDetector", typeName: "GitHub Token", message: "An access token for GitHub stands here.", hint: "gh[pousr]_" },
    /(ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9_]{36}/g,
  ),
  byPattern(
    {
      code: "GitLabTokenDetector",
      typeName: "GitLab Token",
      message: "An access token for GitLab stands here.",
      hint: "gl[a-z]{2,5}-|GR1348941",
    },
    gitlab("(glpat|gldt|glft|glsoat|glrt)-[A-Za-z0-9_\\-]{20,50}"),
    gitlab("GR1348941[A-Za-z0-9_\\-]{20,50}"),
    gitlab("glcbt-([0-9a-fA-F]{2}_)?[A-Za-z0-9_\\-]{20,50}"),
    gitlab("glimt-[A-Za-z0-9_\\-]{25}"),
    gitlab("glptt-[A-Za-z0-9_\\-]{40}"),
    gitlab("glagent-[A-Za-z0-9_\\-]{50,1024}"),
    gitlab("gloas-[A-Za-z0-9_\\-]{64}"),
  ),
  {
    code: "NpmDetector",
    typeName: "NPM tokens",
    isPattern: true,
    message: "A token for a registry of npm packages stands here.",
    hint: AUTH_TOKEN,
    find: npmTokens,
  },
  byPattern(
    { code: "PypiTokenDetector", typeName: "PyPI Token", message: "An upload token for PyPI stands here.", hint: "pypi-Ag" },
    /pypi-AgEIcHlwaS5vcmc[A-Za-z0-9-_]{70,}/g,
    /pypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9-_]{70,}/g,
  ),
];
