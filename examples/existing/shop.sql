-- The database of a music shop, made by a program that is not used any more.

CREATE TABLE "Country" (
  "Code" CHAR(2) NOT NULL PRIMARY KEY,
  "Name" NVARCHAR(80) NOT NULL
);

CREATE TABLE "Customer" (
  "CustomerId" INTEGER NOT NULL PRIMARY KEY,
  "FullName" NVARCHAR(80) NOT NULL,
  "CountryCode" CHAR(2) REFERENCES "Country" ("Code"),
  "LastSeen" INTEGER NOT NULL,
  "Newsletter" BOOLEAN NOT NULL DEFAULT 1
);

CREATE TABLE "Invoice" (
  "InvoiceId" INTEGER NOT NULL PRIMARY KEY,
  "CustomerId" INTEGER NOT NULL REFERENCES "Customer" ("CustomerId"),
  "InvoiceDate" DATETIME NOT NULL,
  "Total" NUMERIC(10,2) NOT NULL
);

CREATE VIEW "SalesByCountry" AS
  SELECT "Country"."Name" AS "Country", count(*) AS "Invoices", sum("Total") AS "Total"
  FROM "Invoice" JOIN "Customer" USING ("CustomerId")
    JOIN "Country" ON "Country"."Code" = "Customer"."CountryCode"
  GROUP BY "Country"."Code";

INSERT INTO "Country" VALUES ('BR', 'Brazil'), ('NO', 'Norway');

INSERT INTO "Customer" VALUES
  (1, 'Luís Gonçalves', 'BR', 1230768000, 1),
  (4, 'Bjørn Hansen', 'NO', 1262304000, 0);

INSERT INTO "Invoice" VALUES
  (1, 1, '2009-01-01 00:00:00', 3.98),
  (2, 4, '2009-01-02T09:30:00.500', 3.96),
  (3, 4, '2010-01-01T00:00', 5.94);
