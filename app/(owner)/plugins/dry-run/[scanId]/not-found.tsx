import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";

/** Said the same whether there was one, there is somebody else's, or nothing. */
export default function NoDryRun() {
  return (
    <>
      <PageHeader
        title="There is no dry run here for you"
        lead="A dry run is seen by the one who made it only, and is deleted after a week."
      />
      <LinkButton href={urls.myPlugins()} variant="primary">
        My plugins
      </LinkButton>
    </>
  );
}
