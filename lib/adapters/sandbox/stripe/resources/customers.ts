import type Stripe from "stripe";
import { LIVEMODE } from "../constants";
import { newStripeId } from "../ids";
import type { Stored } from "../model";
import { list } from "../pages";
import type { Call, Route } from "../routes";
import { noSuch } from "../wire/failures";
import type { Params } from "../wire/params";
import type { Work } from "../work";
import { attach, use } from "./payment-methods";

const INVOICE_PREFIX_LENGTH = 8;

export const customerRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/customers", run: create },
  {
    method: "GET",
    path: "/v1/customers",
    run: (work, { params }) =>
      list(work, "customer", params, "/v1/customers", { fields: { email: params.text("email") } }),
  },
  { method: "GET", path: "/v1/customers/:id", run: retrieve },
  { method: "POST", path: "/v1/customers/:id", run: update },
  { method: "DELETE", path: "/v1/customers/:id", run: remove },
  { method: "GET", path: "/v1/customers/:id/payment_methods", run: paymentMethods },
  { method: "GET", path: "/v1/customers/:id/payment_methods/:subId", run: paymentMethod },
];

async function create(work: Work, { params }: Call): Promise<Stripe.Customer> {
  const id = newStripeId("cus", 14);
  const method = params.text("payment_method");
  const data: Stripe.Customer = {
    id,
    object: "customer",
    address: null,
    balance: 0,
    created: work.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: params.text("description"),
    email: params.text("email"),
    invoice_prefix: id.slice(-INVOICE_PREFIX_LENGTH).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: LIVEMODE,
    metadata: params.metadata(),
    name: params.text("name"),
    next_invoice_sequence: 1,
    phone: params.text("phone"),
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  applyDefault(data, params);
  const stored = work.insert("customer", { id, data, internal: { deleted: false } });
  if (method !== null) attach(work, await use(work, method, "payment_method"), stored.id);
  work.emit("customer.created", data);
  return data;
}

function applyDefault(data: Stripe.Customer, params: Params): void {
  const settings = params.child("invoice_settings");
  if (settings?.has("default_payment_method")) {
    data.invoice_settings.default_payment_method = settings.text("default_payment_method");
  }
}

/** The customer, who must not have been deleted. */
export async function existingCustomer(work: Work, id: string, param?: string): Promise<Stored<"customer">> {
  const customer = await work.get("customer", id, param);
  if (customer.internal.deleted) throw noSuch("customer", id, param);
  return customer;
}

async function retrieve(work: Work, { id }: Call): Promise<Stripe.Customer | Stripe.DeletedCustomer> {
  const customer = await work.get("customer", id);
  return customer.internal.deleted ? { id, object: "customer", deleted: true } : customer.data;
}

async function update(work: Work, { id, params }: Call): Promise<Stripe.Customer> {
  const customer = await existingCustomer(work, id);
  const { data } = customer;
  if (params.has("email")) data.email = params.text("email");
  if (params.has("description")) data.description = params.text("description");
  if (params.has("name")) data.name = params.text("name");
  if (params.has("phone")) data.phone = params.text("phone");
  data.metadata = params.metadata(data.metadata);
  applyDefault(data, params);
  work.save(customer);
  work.emit("customer.updated", data);
  return data;
}

async function remove(work: Work, { id }: Call): Promise<Stripe.DeletedCustomer> {
  const customer = await existingCustomer(work, id);
  customer.internal.deleted = true;
  work.save(customer);
  work.emit("customer.deleted", customer.data);
  return { id, object: "customer", deleted: true };
}

async function paymentMethods(work: Work, { id, params }: Call): Promise<object> {
  await existingCustomer(work, id);
  return list(work, "payment_method", params, `/v1/customers/${id}/payment_methods`, { customer: id });
}

async function paymentMethod(work: Work, { id, subId }: Call): Promise<object> {
  const method = await work.find("payment_method", subId);
  if (method?.customer !== id) throw noSuch("PaymentMethod", subId);
  return method.data;
}
