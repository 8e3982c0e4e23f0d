using System.Globalization;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Search.Parsing;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>
/// <c>$notifications</c>: what was raised for the institution that calls, of all topics or some, since a cursor. Asked again with the cursor of each answer, it
/// gives everything once.
/// </summary>
internal sealed class ReadNotifications(NotificationStore notifications, SearchSettings settings) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("notifications", string.Empty, "notifications", OperationLevel.System, AffectsState: false);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        // Without sign-in anybody may read everything, so also what is raised for others.
        if (call.Organization is null && call.Caller != Caller.Open)
            throw ActingOrganization.Missing(Signature.Code);
        var query = new NotificationQuery
        {
            Recipient = call.Organization?.Reference,
            Topics = [.. call.Input.All<Code>("topic").Select(c => c.Value!)],
            After = CursorOf(call.Input),
            Count = Math.Min(call.Input.Find<UnsignedInt>("_count")?.Value ?? settings.DefaultCount, settings.MaxCount),
        };
        var page = await notifications.PageAsync(call.Caller, query, cancellationToken) ?? throw NotOurs(call.Input);
        var answer = new OperationAnswer();
        foreach (var notification in page.Items)
            answer.Add("notification", Told(notification));
        return answer.Add("cursor", new FhirString(page.Next.ToString(CultureInfo.InvariantCulture))).Add("more", new FhirBoolean(page.HasMore));
    }

    private static OperationAnswer Told(Notification notification) => new OperationAnswer()
        .Add("id", new Id(notification.Id))
        .Add("time", new Instant(new DateTimeOffset(DateTime.SpecifyKind(notification.Time, DateTimeKind.Utc))))
        .Add("topic", new Code(notification.Topic))
        .Add("event", new Code(notification.Event))
        .Add("recipient", new FhirString(notification.Recipient))
        .Add("focus", new ResourceReference(notification.Focus))
        .Add("subject", notification.Subject is { } subject ? new ResourceReference(subject) : null)
        .Add("pack", new Code(notification.Pack));

    private static long CursorOf(OperationInput input)
    {
        if (input.Text("since") is not { } text)
            return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long cursor) ? cursor : throw NotOurs(input);
    }

    private static FhirException NotOurs(OperationInput input) => new(FaultKind.Invalid, [Issue.Error(
        "invalid", "cursor-unknown", $"'{input.Text("since")}' is no cursor that an answer of $notifications has given here.", input.PathOf("since"))
        with { Chinese = $"“{input.Text("since")}”不是此处 $notifications 给出的游标。" }]);
}
