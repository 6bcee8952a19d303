import { ownerAccount } from "./owner-account";
import { ownerManage } from "./owner-manage";
import { ownerPatch } from "./owner-patch";
import { ownerUpload } from "./owner-upload";
import { personCalled } from "./person";
import type { Area } from "./state";

export const owner: Area = async (stage) => {
  const sender = await personCalled(stage.site, "Otto Wessel");
  const states = [...(await ownerUpload(stage, sender)), ...(await ownerAccount(stage, sender))];
  return [...states, ...(await ownerPatch(stage)), ...(await ownerManage(stage))];
};
