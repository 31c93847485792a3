import { useLink } from './link.store';

export function Notices() {
  const notices = useLink((link) => link.notices);
  return <div className="notices" role="status">{notices.map((notice) => <div key={notice.id} className={`notice ${notice.kind}`}>{notice.text}</div>)}</div>;
}
