export async function hunt(names: string[]): Promise<void> {
  console.log(names);
}
