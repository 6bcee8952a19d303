import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { urls } from "@/lib/urls";

/** A link that was cut short, or whose account is gone. */
export default function BrokenLink() {
  return (
    <>
      <PageHeader title="This link does not work" lead="Sign in to choose your mails." />
      <LinkButton href={urls.accountMails()} variant="primary">
        Choose your mails
      </LinkButton>
    </>
  );
}
