import { CodeBlock } from "@/components/ui/code-block";
import { GuideRules } from "./guide-rule";

const KINDS = ["secrets/KeywordDetector", "secrets/BasicAuthDetector", "secrets/PrivateKeyDetector", "secrets/credential-literal"];

export function FixingSecrets() {
  return (
    <>
      <p>
        A package can be read by everybody who downloads it, and programs search public packages for keys within minutes. We show a masked
        beginning only, and never store, log or mail the value itself.
      </p>
      <h2 id="revoke">First revoke it, then remove it</h2>
      <ol>
        <li>
          <strong>Revoke it</strong> where it was issued: delete the token, change the password, replace the key. This is the step that
          protects you. It is needed even when the version never became public: the value has left your machine, and it usually stands in
          your repository too.
        </li>
        <li>
          <strong>Look what it was used for</strong> since it was first committed: the issuer's log, unknown devices, costs.
        </li>
        <li>
          <strong>Remove it</strong> from the code and upload a corrected file under the same number.
        </li>
        <li>
          <strong>Mind the history.</strong> The value stays in old commits. After revoking it is worthless, so rewriting history is
          tidiness, not protection.
        </li>
      </ol>
      <h2 id="instead">What to do instead</h2>
      <p>
        A key that all users share is no secret: whoever has the plugin has the key. Let each user enter their own, and keep it in the
        authentication database of QGIS, which is encrypted with the user's master password.
      </p>
      <CodeBlock label="Keep a user's key in QGIS's authentication database">{`from qgis.core import QgsApplication, QgsAuthMethodConfig

config = QgsAuthMethodConfig()
config.setName("My service")
config.setMethod("Basic")
config.setConfig("username", user)
config.setConfig("password", typed_by_the_user)
QgsApplication.authManager().storeAuthenticationConfig(config)
settings.setValue("my_plugin/authcfg", config.id())   # the id is no secret`}</CodeBlock>
      <p>
        For your own tests, read the value from the environment and leave the tests out of the package. If a service needs a key only to
        count requests, put a small server of yours in between.
      </p>
      <h2 id="kinds">The kinds that are found most</h2>
      <GuideRules ids={KINDS} />
      <h2 id="no-secret">When it is no secret</h2>
      <p>
        Long identifiers, checksums, geometries and examples can look like secrets. Say so on the line, in the comment style of the file,
        and best with a reason behind it:
      </p>
      <CodeBlock label="Comments that mark a line">{`EXAMPLE_KEY = "0000-public-example"  # pragma: allowlist secret - the sample from the service's documentation
-- pragma: allowlist secret          (SQL)
<!-- pragma: allowlist secret -->    (XML, HTML)`}</CodeBlock>
    </>
  );
}
