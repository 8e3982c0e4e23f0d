using FhirHub.LocalMongo.Gateway.Sessions;
using FhirHub.LocalMongo.Postgres;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>What all commands share.</summary>
internal sealed record GatewayParts(
    GatewayIdentity Identity, StatementRunner Statements, TransactionTable Transactions, CursorTable Cursors, TimeProvider Time);
