import type { RuleMetadata } from "../../../../core/types";
import { vendorToken } from "../../rule-text";

const HEX = "4f7a1c9e0b8d2635";

export const RULES: readonly RuleMetadata[] = [
  vendorToken({
    code: "AWSKeyDetector",
    title: "An access key for Amazon Web Services",
    why: "Whoever downloads the plugin can use the account behind this key: read its buckets, start machines at its owner's cost. Published packages are searched for such keys within minutes.",
    instead: "Then read public buckets without a key, or let users enter a key of their own and keep it in QGIS's authentication database.",
    bad: `ACCESS_ID = "${"AKIA"}${"QZ7RTW4EXAMPLE25"}"`,
    good: 'STORE = "https://example-bucket.s3.amazonaws.com/tiles"',
    page: {
      title: "AWS: what to do with an exposed key",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    },
  }),
  vendorToken({
    code: "AzureStorageKeyDetector",
    title: "The key of a storage account on Azure",
    why: "An account key opens everything in the storage account: it reads, overwrites and deletes all containers, and it cannot be narrowed down. In a plugin it is in the hands of every user.",
    instead: "Then read public containers without a key, or let users paste a shared access signature of their own that ends by itself.",
    bad: `STORE = "DefaultEndpointsProtocol=https;${"AccountKey"}=${"k9Zx+4Tq/Wb2".repeat(7)}Lm8Q"`,
    good: 'STORE = "https://example.blob.core.windows.net/tiles"',
    page: { title: "Azure: storage account keys", url: "https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage" },
  }),
  vendorToken({
    code: "CloudantDetector",
    title: "A password or key for a Cloudant database",
    why: "The database behind this password can be read, and mostly changed, by everyone who has the plugin. What users of the plugin stored there is open to each other and to strangers.",
    instead: "Then put a small service of your own before the database, or let each user sign in with an account of their own.",
    bad: `cloudant_password = "${HEX.repeat(4)}"`,
    good: 'cloudant_password = settings.value("myplugin/cloudant")',
    page: { title: "IBM Cloudant: access", url: "https://cloud.ibm.com/docs/Cloudant?topic=Cloudant-managing-access-for-cloudant" },
  }),
  vendorToken({
    code: "IbmCloudIamDetector",
    title: "A key for an account on IBM Cloud",
    why: "The key acts as the person or service it belongs to, with all their rights on IBM Cloud, until somebody deletes it. A plugin hands it to all who install it.",
    instead: "Then ask users for a key of their own and keep it in QGIS's authentication database.",
    bad: `ibm_cloud_iam_key = "${"k9Zx_4Tq-Wb".repeat(4)}"`,
    good: 'ibm_cloud_iam_key = settings.value("myplugin/iam")',
    page: { title: "IBM Cloud: API keys", url: "https://cloud.ibm.com/docs/account?topic=account-userapikey" },
  }),
  vendorToken({
    code: "IbmCosHmacDetector",
    title: "A secret key for object storage on IBM Cloud",
    why: "With this key and its id anybody can read, overwrite and delete what lies in the buckets. Layers that the plugin offers for download could be replaced by others.",
    instead: "Then make the bucket readable in public, or sign single addresses on a server of yours.",
    bad: `cos_hmac_secret_access_key = "${HEX.repeat(3)}"`,
    good: 'TILES = "https://s3.eu-de.cloud-object-storage.appdomain.cloud/tiles"',
    page: {
      title: "IBM: HMAC credentials",
      url: "https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-uhc-hmac-credentials-main",
    },
  }),
  vendorToken({
    code: "SoftlayerDetector",
    title: "A key for an account at SoftLayer",
    why: "The key orders and deletes servers in its owner's name. It stands in every copy of the plugin, where nobody can tell who used it.",
    instead: "Then keep such calls on a server of yours; a plugin that users install cannot keep a secret from them.",
    bad: `softlayer_api_key = "${"k9zx4tqwb2lm8q7r".repeat(4)}"`,
    good: 'softlayer_api_key = settings.value("myplugin/softlayer")',
    page: { title: "IBM: classic infrastructure API keys", url: "https://cloud.ibm.com/docs/account?topic=account-classic_keys" },
  }),
];
