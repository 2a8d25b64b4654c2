export default function Page() {
  return <h1>Watchword</h1>;
}

export const dynamic = "force-dynamic";
