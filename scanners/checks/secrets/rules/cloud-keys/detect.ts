import { assignment } from "../../assignment";
import { byPattern, type Detector } from "../../detector";
import { nextLongRun } from "../../long-runs";

const KEY_WORD = "(?:key|pwd|pw|password|pass|token)";
const SHORT_KEY_WORD = "(?:key|pwd|password|pass|token)";
const IBM = "(?:ibm[_-]?cloud[_-]?iam|cloud[_-]?iam|ibm[_-]?cloud|ibm[_-]?iam|ibm|iam|cloud|)[_-]?(?:api|)[_-]?";
const CLOUDANT = "(?:cloudant|cl|clou)[_-]?(?:api|)";

export const detect: readonly Detector[] = [
  byPattern(
    {
      code: "AWSKeyDetector",
      typeName: "AWS Access Key",
      message: "An access key for Amazon Web Services stands here.",
      hint: "A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA|[aA][wW][s\u017fS]",
    },
    /(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[0-9A-Z]{16}/g,
    new RegExp(`aws[^\\n]{0,20}?${KEY_WORD}[^\\n]{0,20}?['"]([0-9a-zA-Z/+]{40})['"]`, "giu"),
  ),
  byPattern(
    {
      code: "AzureStorageKeyDetector",
      typeName: "Azure Storage Account access key",
      message: "The key of a storage account on Azure stands here.",
      hint: "AccountKey=",
    },
    /AccountKey=[a-zA-Z0-9+/=]{88}/g,
  ),
  byPattern(
    {
      code: "CloudantDetector",
      typeName: "Cloudant Credentials",
      message: "A password or key for a Cloudant database stands here.",
      hint: `[cC][lL](?:[oO][uU](?:[dD][aA][nN][tT])?)?[_-]?(?:[aA][pP][iI])?(?:[kK][eE][yY]|[pP][wWaA]|[tT][oO][kK])|[cC][lL][oO][uU][dD][aA][nN][tT]\\.`,
    },
    assignment(`${CLOUDANT}${KEY_WORD}`, "([0-9a-f]{64})"),
    assignment(`${CLOUDANT}${KEY_WORD}`, "([a-z]{24})"),
    /https?:\/\/[\p{L}\p{N}_-]+:([0-9a-f]{64})@[\p{L}\p{N}_-]+\.cloudant\.com/giu,
    /https?:\/\/[\p{L}\p{N}_-]+:([a-z]{24})@[\p{L}\p{N}_-]+\.cloudant\.com/giu,
  ),
  byPattern(
    {
      code: "IbmCloudIamDetector",
      typeName: "IBM Cloud IAM Key",
      message: "A key for an account on IBM Cloud stands here.",
      hint: nextLongRun,
      minRun: 44,
    },
    assignment(`${IBM}${SHORT_KEY_WORD}`, "([a-zA-Z0-9_\\-]{44}(?![a-zA-Z0-9_\\-]))"),
  ),
  byPattern(
    {
      code: "IbmCosHmacDetector",
      typeName: "IBM COS HMAC Credentials",
      message: "A secret key for object storage on IBM Cloud stands here.",
      hint: nextLongRun,
      minRun: 48,
    },
    assignment("(?:(?:ibm)?[-_]?cos[-_]?(?:hmac)?|)[_-]?secret[-_]?(?:access)?[-_]?key", "([a-f0-9]{48}(?![a-f0-9]))"),
  ),
  byPattern(
    {
      code: "SoftlayerDetector",
      typeName: "SoftLayer Credentials",
      message: "A key for an account at SoftLayer stands here.",
      hint: nextLongRun,
      minRun: 64,
    },
    assignment(`(?:softlayer|sl)[_-]?(?:api|)[_-]?${SHORT_KEY_WORD}`, "([a-z0-9]{64})"),
    /https?:\/\/api[^\n]softlayer[^\n]com\/soap\/(?:v3|v3[^\n]1)\/([a-z0-9]{64})/giu,
  ),
];
