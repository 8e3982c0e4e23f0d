using FhirHub.Engine.Notifications;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using FhirHub.Engine.Validation;
using FhirHub.Regional.Booking;
using FhirHub.Regional.HealthCards;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Server.Configuration;
using FhirHub.Server.Operations.Regional;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Hosting;

/// <summary>Puts the operations of the policies together: a method for each capability.</summary>
internal static class RegionalServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<PolicyBook>();
        services.AddSingleton<OperationDefinitions>();
        services.AddSingleton(s => new InputReader(s.GetRequiredService<ITerminology>(), LimitsOf(s)));
        services.AddSingleton<TransactionTurns>();
        services.AddSingleton<LedgerSources>();
        services.AddSingleton(s => new OperationRunner(
            s.GetRequiredService<TransactionRunner>(), s.GetRequiredService<LedgerSources>(), s.GetRequiredService<NotificationStore>(), LimitsOf(s)));
        services.AddSingleton<OrganizationReader>();
        services.AddSingleton<RefusalAudit>();
        services.AddSingleton<RegionalCalls>();
        services.AddSingleton<RegionalRoutes>();
        AddHealthCards(services);
        AddBooking(services);
        AddReferrals(services);
        AddRecognition(services);
    }

    private static void AddHealthCards(IServiceCollection services)
    {
        services.AddSingleton<IRegionalOperation, SuspendHealthCard>();
    }

    private static void AddBooking(IServiceCollection services)
    {
        services.AddSingleton<IRegionalOperation, PublishSchedule>();
        services.AddSingleton<IRegionalOperation, FindAppointments>();
        services.AddSingleton<IRegionalOperation, HoldAppointment>();
        services.AddSingleton<IRegionalOperation, BookAppointment>();
        services.AddSingleton<IRegionalOperation, WaitForAppointment>();
        services.AddSingleton<IRegionalOperation, CancelAppointment>();
        services.AddSingleton<IRegionalOperation, RescheduleAppointment>();
        services.AddSingleton<IRegionalOperation, CheckInAppointment>();
        services.AddSingleton<IRegionalOperation, QueuePosition>();
        services.AddSingleton<ExpiredHolds>();
        services.AddHostedService<HoldExpiry>();
    }

    private static void AddReferrals(IServiceCollection services)
    {
    }

    private static void AddRecognition(IServiceCollection services)
    {
    }

    private static ReadLimits LimitsOf(IServiceProvider services) => services.GetRequiredService<IOptions<ServerOptions>>().Value.ReadLimits;
}
