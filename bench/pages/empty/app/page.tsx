export const metadata = { title: "Empty", description: "What the framework sends by itself." };

/** The least that the framework can be asked for. */
export default function Page() {
  return (
    <main>
      <h1>Empty</h1>
    </main>
  );
}
