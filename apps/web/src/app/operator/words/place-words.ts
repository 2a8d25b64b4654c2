import { THIS_MACHINE } from "@watchword/db/mail-queue";

/** A recorded place in the words of the other pages. */
export function placeWords(place: string): string {
  return place === THIS_MACHINE ? "this computer" : place;
}
