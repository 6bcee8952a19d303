import { plural } from "../scan/words";
import { Table, Td, Th } from "../ui/table";
import { Time } from "../ui/time";

const SHOWN_DAYS = 30;

/** Who could have a version: how often it was downloaded, day by day. Addresses are not kept, so nobody can be named. */
export function DownloadDays({ days, total }: { days: readonly { day: string; downloads: number }[]; total: number }) {
  if (total === 0) return <p className="text-muted">Nobody has downloaded it here.</p>;
  return (
    <div className="grid gap-3">
      <p>
        {plural(total, "download")} in all. Each address is counted once a day, and installs from QGIS count too. Addresses are not kept.
      </p>
      {days.length > 0 ? (
        <div className="max-w-sm">
          <Table label="Downloads by day">
            <thead>
              <tr>
                <Th>Day (UTC)</Th>
                <Th>Downloads</Th>
              </tr>
            </thead>
            <tbody>
              {days.slice(0, SHOWN_DAYS).map(({ day, downloads }) => (
                <tr key={day}>
                  <Td>
                    <Time at={new Date(`${day}T00:00Z`)} />
                  </Td>
                  <Td className="tabular-nums">{downloads.toLocaleString("en")}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
      {days.length > SHOWN_DAYS ? <p className="text-muted">and {plural(days.length - SHOWN_DAYS, "earlier day")}</p> : null}
    </div>
  );
}
