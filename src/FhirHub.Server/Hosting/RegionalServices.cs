using FhirHub.Engine.Jobs;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Terminology;
using FhirHub.Engine.Transactions;
using FhirHub.Engine.Validation;
using FhirHub.Regional.Booking;
using FhirHub.Regional.HealthCards;
using FhirHub.Regional.HealthCards.Keys;
using FhirHub.Regional.HealthCards.Matching;
using FhirHub.Regional.HealthCards.Merging;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Recognition;
using FhirHub.Regional.Referrals;
using FhirHub.Server.Configuration;
using FhirHub.Server.Interactions;
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
        services.AddSingleton<KeptResources>();
        services.AddSingleton<IWriteGuard>(s => s.GetRequiredService<KeptResources>());
        services.AddSingleton<LedgerSources>();
        services.AddSingleton(s => new OperationRunner(
            s.GetRequiredService<TransactionRunner>(), s.GetRequiredService<LedgerSources>(), s.GetRequiredService<NotificationStore>(), s.GetRequiredService<JobStore>(), LimitsOf(s)));
        services.AddSingleton<OrganizationReader>();
        services.AddSingleton<RefusalAudit>();
        services.AddSingleton<IPageLinks>(s => s.GetRequiredService<PageTokens>());
        services.AddSingleton<RegionalCalls>();
        services.AddSingleton<RegionalRoutes>();
        AddHealthCards(services);
        AddBooking(services);
        AddReferrals(services);
        AddRecognition(services);
    }

    private static void AddHealthCards(IServiceCollection services)
    {
        services.AddOptions<HealthCardOptions>().BindConfiguration(HealthCardOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HealthCardOptions>, HealthCardOptionsValidator>();
        services.AddSingleton(s => HealthCardKeys.Read(s.GetRequiredService<IOptions<HealthCardOptions>>().Value, s.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton(s => new IdentifierSystems(s.GetRequiredService<IDefinitionSource>()));
        services.AddSingleton<IKeptType, KeptPatient>();
        services.AddSingleton<IKeptType, KeptCodeUse>();
        services.AddSingleton<IKeptType, KeptMergeTask>();
        services.AddSingleton<IKeptType, KeptMergeTrace>();
        services.AddSingleton<IRegionalOperation, IssueHealthCard>();
        services.AddSingleton<IRegionalOperation, ReissueHealthCard>();
        services.AddSingleton<IRegionalOperation, SuspendHealthCard>();
        services.AddSingleton<IRegionalOperation, BindCard>();
        services.AddSingleton<IRegionalOperation, UnbindCard>();
        services.AddSingleton<IRegionalOperation, HealthCardCode>();
        services.AddSingleton<IRegionalOperation, ResolveHealthCard>();
        services.AddSingleton<IRegionalOperation, MatchPatient>();
        services.AddSingleton<ReferenceMove>();
        services.AddSingleton<IRegionalOperation, MergePatients>();
        services.AddSingleton<IRegionalOperation, UnmergePatients>();
        services.AddSingleton<IJobType>(s => new MoveReferencesJob(
            s.GetRequiredService<TransactionRunner>(), s.GetRequiredService<LedgerSources>(), s.GetRequiredService<ReferenceMove>(), LimitsOf(s), s.GetRequiredService<TimeProvider>()));
    }

    private static void AddBooking(IServiceCollection services)
    {
        services.AddSingleton<IKeptType, KeptSlot>();
        services.AddSingleton<IKeptType, KeptAppointment>();
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
        services.AddSingleton<IKeptType, KeptReferralTask>();
        services.AddSingleton<IKeptType, KeptReferralRequest>();
        services.AddSingleton<IRegionalOperation, SubmitReferral>();
        services.AddSingleton<IRegionalOperation, ReceiveReferral>();
        services.AddSingleton<IRegionalOperation, AcceptReferral>();
        services.AddSingleton<IRegionalOperation, RejectReferral>();
        services.AddSingleton<IRegionalOperation, RequestInformation>();
        services.AddSingleton<IRegionalOperation, ProvideInformation>();
        services.AddSingleton<IRegionalOperation, ScheduleReferral>();
        services.AddSingleton<IRegionalOperation, AdmitReferral>();
        services.AddSingleton<IRegionalOperation, CompleteReferral>();
        services.AddSingleton<IRegionalOperation, CancelReferral>();
        services.AddSingleton<IRegionalOperation, ReferDown>();
        services.AddSingleton<IRegionalOperation, ReferralWorklist>();
        services.AddSingleton<IRegionalOperation, ReferralRecord>();
        services.AddSingleton<IRegionalOperation, ReferralReport>();
        services.AddSingleton<ReferralEscalation>();
        services.AddHostedService<ReferralDeadlineService>();
    }

    private static void AddRecognition(IServiceCollection services)
    {
        services.AddSingleton<IKeptType, KeptRecognition>();
        services.AddSingleton<ConceptBook>();
        services.AddSingleton<CatalogueBook>();
        services.AddSingleton<IRegionalOperation, FindRecognizable>();
        services.AddSingleton<IRegionalOperation, CheckDuplicate>();
        services.AddSingleton<IRegionalOperation, Recognize>();
        services.AddSingleton<IRegionalOperation, RefuseRecognition>();
        services.AddSingleton<IRegionalOperation, RecognitionMeasures>();
        services.AddSingleton<IRegionalOperation, RecognizedTrend>();
    }

    private static ReadLimits LimitsOf(IServiceProvider services) => services.GetRequiredService<IOptions<ServerOptions>>().Value.ReadLimits;
}
