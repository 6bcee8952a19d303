import { urls } from "@/lib/urls";
import { CardSection } from "../../ui/card";

export interface RenamingView {
  version: string;
  name: string;
  takenBy: string | null;
}

/** Which of the two names can change, how, and what stands in the way. */
export function NamesSection({ packageName, name, renamings }: { packageName: string; name: string; renamings: readonly RenamingView[] }) {
  return (
    <CardSection title="Names">
      <dl className="grid gap-x-6 gap-y-1 text-[0.9375rem] sm:gap-y-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <dt className="font-semibold">Package name</dt>
        <dd className="[overflow-wrap:anywhere]">
          <code>{packageName}</code>
          <p className="mt-1 text-muted">
            Never changes: QGIS knows an installed plugin by its folder, and everybody who has it would stop getting updates.
          </p>
        </dd>
        <dt className="mt-3 font-semibold sm:mt-0">Name</dt>
        <dd className="[overflow-wrap:anywhere]">
          {name}
          <p className="mt-1 text-muted">
            Change it in metadata.txt: the name follows the version that became public last. No two plugins have the same one, and capitals
            make no difference.
          </p>
          {renamings.length > 0 ? (
            <ul className="mt-2 grid gap-1.5">
              {renamings.map((one) => (
                <li key={one.version}>
                  <a href={urls.version(packageName, one.version)}>{one.version}</a> is called “{one.name}”
                  {one.takenBy ? (
                    <strong>
                      , but {one.takenBy} has that name by now: this version cannot become public. Upload it with another name.
                    </strong>
                  ) : (
                    " and will rename the plugin when it becomes public."
                  )}
                </li>
              ))}
            </ul>
          ) : null}
        </dd>
      </dl>
    </CardSection>
  );
}
