-- «Не телефонуйте, усе вірно»: the customer's wish, kept with the cart and then with its order.
ALTER TABLE "carts" ADD COLUMN     "no_call" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "orders" ADD COLUMN     "no_call" BOOLEAN NOT NULL DEFAULT false;
