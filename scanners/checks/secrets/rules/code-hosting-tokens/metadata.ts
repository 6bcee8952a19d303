import type { RuleMetadata } from "../../../../core/types";
import { vendorToken } from "../../rule-text";

const NOISE = "k9Zx4TqWb2Lm8Q7rP3";

export const RULES: readonly RuleMetadata[] = [
  vendorToken({
    code: "ArtifactoryDetector",
    title: "A token or password for an Artifactory server",
    why: "Artifactory keeps the packages that other software is built from. Who holds the token can read private ones, and where it may write, put a changed package in their place.",
    instead: "Then let users install from public indexes, or let them configure their own access outside the plugin.",
    bad: `INDEX_TOKEN = "${"AKC"}p8${NOISE}"`,
    good: 'INDEX = "https://pypi.org/simple"',
    page: { title: "JFrog: access tokens", url: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens" },
  }),
  vendorToken({
    code: "GitHubTokenDetector",
    title: "An access token for GitHub",
    why: "The token lets its finder act as its owner on GitHub: read private repositories, often also write to them, your plugin's own among them.",
    instead: "Reading public repositories and releases needs no token at all.",
    bad: `HEADERS = {"Authorization": "Bearer ${"ghp"}_${"a1B2".repeat(9)}"}`,
    good: 'HEADERS = {"Accept": "application/vnd.github+json"}',
    page: {
      title: "GitHub: revoke a token",
      url: "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
    },
  }),
  vendorToken({
    code: "GitLabTokenDetector",
    title: "An access token for GitLab",
    why: "The token opens projects, packages or runners on a GitLab server in its owner's name. A token that may write lets strangers change the plugin's own code.",
    instead: "Public projects can be read without a token; for the upload of releases keep it in the pipeline's variables.",
    bad: `HEADERS = {"PRIVATE-TOKEN": "${"glpat"}-${NOISE}xY"}`,
    good: 'PROJECT = "https://gitlab.com/api/v4/projects/1"',
    page: { title: "GitLab: tokens", url: "https://docs.gitlab.com/security/tokens/" },
  }),
  vendorToken({
    code: "NpmDetector",
    title: "A token for a registry of npm packages",
    why: "It mostly arrives in a plugin by mistake, in an .npmrc file that was packed along. With it others can publish packages in your name, and those run on many machines.",
    instead: "Then leave .npmrc out of the package: list it in .gitattributes with export-ignore or in your packing tool's settings.",
    bad: `NPMRC = "//registry.npmjs.org/${":_authToken"}=${"npm"}_${NOISE.repeat(2)}"`,
    good: 'NPMRC = "registry=https://registry.npmjs.org/"',
    page: { title: "npm: revoke a token", url: "https://docs.npmjs.com/revoking-access-tokens" },
  }),
  vendorToken({
    code: "PypiTokenDetector",
    title: "An upload token for PyPI",
    why: "With it others can upload a new release of your Python packages, which pip then installs for everyone who uses them.",
    instead: "Then keep the token in the pipeline that publishes, or use trusted publishing, which needs none.",
    bad: `TOKEN = "${"pypi"}-${"AgEIcHlwaS5vcmc"}${NOISE.repeat(4)}"`,
    good: 'INDEX = "https://upload.pypi.org/legacy/"',
    page: { title: "PyPI: trusted publishers", url: "https://docs.pypi.org/trusted-publishers/" },
  }),
];
