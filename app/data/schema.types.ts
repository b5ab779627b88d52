
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "access_grants": {
                  Row: {
                    "community_id": string,"conversation_id": string | null,"created_at": string,"expires_at": string,"granted_by": string | null,"granted_to": string,"id": string,"reason": string,"revoked_at": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"conversation_id"?: string | null,"created_at"?: string,"expires_at": string,"granted_by"?: string | null,"granted_to": string,"id"?: string,"reason": string,"revoked_at"?: string | null
                  }
                  Update: {
                    "community_id"?: string,"conversation_id"?: string | null,"created_at"?: string,"expires_at"?: string,"granted_by"?: string | null,"granted_to"?: string,"id"?: string,"reason"?: string,"revoked_at"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "access_grants_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "access_grants_conversation"
      columns: ["community_id","conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["community_id","id"]
    },{
      foreignKeyName: "access_grants_granted_by_fkey"
      columns: ["granted_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "access_grants_granted_to_fkey"
      columns: ["granted_to"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"access_looks": {
                  Row: {
                    "conversation_id": string,"created_at": string,"grant_id": string,"id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "conversation_id": string,"created_at"?: string,"grant_id": string,"id"?: string
                  }
                  Update: {
                    "conversation_id"?: string,"created_at"?: string,"grant_id"?: string,"id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "access_looks_conversation_id_fkey"
      columns: ["conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "access_looks_grant_id_fkey"
      columns: ["grant_id"]
isOneToOne: false
      referencedRelation: "access_grants"
      referencedColumns: ["id"]
    }
                  ]
                },"agent_instructions": {
                  Row: {
                    "agent_id": string,"cheapest_first": boolean | null,"given_again": boolean | null,"instructions": string,"max_output_tokens": number,"models": (string)[] | null,"temperature": number
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id": string,"cheapest_first"?: boolean | null,"given_again"?: boolean | null,"instructions"?: string,"max_output_tokens"?: number,"models"?: (string)[] | null,"temperature"?: number
                  }
                  Update: {
                    "agent_id"?: string,"cheapest_first"?: boolean | null,"given_again"?: boolean | null,"instructions"?: string,"max_output_tokens"?: number,"models"?: (string)[] | null,"temperature"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "agent_instructions_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: true
      referencedRelation: "agents"
      referencedColumns: ["id"]
    }
                  ]
                },"agent_knowledge": {
                  Row: {
                    "agent_id": string,"document_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id": string,"document_id": string
                  }
                  Update: {
                    "agent_id"?: string,"document_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "agent_knowledge_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "agent_knowledge_document_id_fkey"
      columns: ["document_id"]
isOneToOne: false
      referencedRelation: "documents"
      referencedColumns: ["id"]
    }
                  ]
                },"agents": {
                  Row: {
                    "greeting": string,"id": string,"kind": string,"starter_questions": (string)[]
                  }
                  ComputedFields: never
                  Insert: {
                    "greeting"?: string,"id": string,"kind"?: never,"starter_questions"?: (string)[]
                  }
                  Update: {
                    "greeting"?: string,"id"?: string,"kind"?: never,"starter_questions"?: (string)[]
                  }
                  Relationships: [
                    {
      foreignKeyName: "agents_item"
      columns: ["id","kind"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id","kind"]
    }
                  ]
                },"ai_budgets": {
                  Row: {
                    "community_id": string,"created_at": string,"holder": string,"id": string,"money": number | null,"period": string,"role": string | null,"tokens": number | null,"updated_at": string,"user_id": string | null,"warn_percent": number
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"holder": string,"id"?: string,"money"?: number | null,"period": string,"role"?: string | null,"tokens"?: number | null,"updated_at"?: string,"user_id"?: string | null,"warn_percent"?: number
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"holder"?: string,"id"?: string,"money"?: number | null,"period"?: string,"role"?: string | null,"tokens"?: number | null,"updated_at"?: string,"user_id"?: string | null,"warn_percent"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "ai_budgets_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "ai_budgets_member"
      columns: ["community_id","user_id"]
isOneToOne: false
      referencedRelation: "memberships"
      referencedColumns: ["community_id","user_id"]
    }
                  ]
                },"ai_ledger": {
                  Row: {
                    "amount": number,"community_id": string,"id": string,"input_tokens": number,"output_tokens": number,"run_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "amount": number,"community_id": string,"id"?: string,"input_tokens": number,"output_tokens": number,"run_id": string
                  }
                  Update: {
                    "amount"?: number,"community_id"?: string,"id"?: string,"input_tokens"?: number,"output_tokens"?: number,"run_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "ai_ledger_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    }
                  ]
                },"ai_model_prices": {
                  Row: {
                    "input_price": number,"model_id": string,"output_price": number,"valid_from": string
                  }
                  ComputedFields: never
                  Insert: {
                    "input_price": number,"model_id": string,"output_price": number,"valid_from": string
                  }
                  Update: {
                    "input_price"?: number,"model_id"?: string,"output_price"?: number,"valid_from"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "ai_model_prices_model_id_fkey"
      columns: ["model_id"]
isOneToOne: false
      referencedRelation: "ai_models"
      referencedColumns: ["id"]
    }
                  ]
                },"ai_models": {
                  Row: {
                    "context_tokens": number,"created_at": string,"enabled": boolean,"id": string,"label": string,"max_output_tokens": number,"name": string,"provider": string,"takes_files": boolean,"takes_images": boolean,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "context_tokens"?: number,"created_at"?: string,"enabled"?: boolean,"id"?: string,"label": string,"max_output_tokens"?: number,"name": string,"provider": string,"takes_files"?: boolean,"takes_images"?: boolean,"updated_at"?: string
                  }
                  Update: {
                    "context_tokens"?: number,"created_at"?: string,"enabled"?: boolean,"id"?: string,"label"?: string,"max_output_tokens"?: number,"name"?: string,"provider"?: string,"takes_files"?: boolean,"takes_images"?: boolean,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"ai_runs": {
                  Row: {
                    "agent_id": string | null,"charged_input": number | null,"charged_output": number | null,"community_id": string,"cost": number | null,"duration_ms": number,"experiment_id": string | null,"failure": string | null,"first_word_ms": number | null,"given_from": string | null,"id": string,"input_tokens": number | null,"message_id": string,"model": string,"model_id": string | null,"outcome": string,"output_tokens": number | null,"replaces_agent_id": string | null,"stands_in": boolean | null,"user_id": string | null,"variant": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id"?: string | null,"charged_input"?: number | null,"charged_output"?: number | null,"community_id": string,"cost"?: number | null,"duration_ms": number,"experiment_id"?: string | null,"failure"?: string | null,"first_word_ms"?: number | null,"given_from"?: string | null,"id"?: string,"input_tokens"?: number | null,"message_id": string,"model": string,"model_id"?: string | null,"outcome": string,"output_tokens"?: number | null,"replaces_agent_id"?: string | null,"stands_in"?: boolean | null,"user_id"?: string | null,"variant"?: string | null
                  }
                  Update: {
                    "agent_id"?: string | null,"charged_input"?: number | null,"charged_output"?: number | null,"community_id"?: string,"cost"?: number | null,"duration_ms"?: number,"experiment_id"?: string | null,"failure"?: string | null,"first_word_ms"?: number | null,"given_from"?: string | null,"id"?: string,"input_tokens"?: number | null,"message_id"?: string,"model"?: string,"model_id"?: string | null,"outcome"?: string,"output_tokens"?: number | null,"replaces_agent_id"?: string | null,"stands_in"?: boolean | null,"user_id"?: string | null,"variant"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "ai_runs_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "ai_runs_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "ai_runs_model_id_fkey"
      columns: ["model_id"]
isOneToOne: false
      referencedRelation: "ai_models"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "ai_runs_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"answer_agents": {
                  Row: {
                    "agent_id": string | null,"agent_name": string,"conversation_id": string,"message_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id"?: string | null,"agent_name": string,"conversation_id": string,"message_id": string
                  }
                  Update: {
                    "agent_id"?: string | null,"agent_name"?: string,"conversation_id"?: string,"message_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "answer_agents_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "answer_agents_message_there"
      columns: ["conversation_id","message_id"]
isOneToOne: true
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    }
                  ]
                },"answer_limits": {
                  Row: {
                    "ceiling": boolean,"community_answers": number | null,"community_id": string,"community_messages": number | null,"created_at": string,"id": string,"person_answers": number | null,"person_messages": number | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "ceiling"?: boolean,"community_answers"?: number | null,"community_id": string,"community_messages"?: number | null,"created_at"?: string,"id"?: string,"person_answers"?: number | null,"person_messages"?: number | null,"updated_at"?: string
                  }
                  Update: {
                    "ceiling"?: boolean,"community_answers"?: number | null,"community_id"?: string,"community_messages"?: number | null,"created_at"?: string,"id"?: string,"person_answers"?: number | null,"person_messages"?: number | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "answer_limits_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    }
                  ]
                },"answer_reports": {
                  Row: {
                    "agent_id": string | null,"agent_name": string,"answer": string,"community_id": string,"conversation_id": string,"created_at": string,"id": string,"message_id": string,"note": string,"question": string,"reason": string,"reporter_id": string,"settled_at": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id"?: string | null,"agent_name": string,"answer": string,"community_id": string,"conversation_id": string,"created_at"?: string,"id"?: string,"message_id": string,"note"?: string,"question": string,"reason": string,"reporter_id": string,"settled_at"?: string | null
                  }
                  Update: {
                    "agent_id"?: string | null,"agent_name"?: string,"answer"?: string,"community_id"?: string,"conversation_id"?: string,"created_at"?: string,"id"?: string,"message_id"?: string,"note"?: string,"question"?: string,"reason"?: string,"reporter_id"?: string,"settled_at"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "answer_reports_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "answer_reports_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "answer_reports_message"
      columns: ["conversation_id","message_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    },{
      foreignKeyName: "answer_reports_reporter_id_fkey"
      columns: ["reporter_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"answer_sources": {
                  Row: {
                    "conversation_id": string,"document_id": string | null,"file_id": string | null,"headings": (string)[],"message_id": string,"part": number | null,"passage": string,"place": number,"section": string | null,"title": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "conversation_id": string,"document_id"?: string | null,"file_id"?: string | null,"headings"?: (string)[],"message_id": string,"part"?: number | null,"passage"?: string,"place": number,"section"?: string | null,"title"?: string | null
                  }
                  Update: {
                    "conversation_id"?: string,"document_id"?: string | null,"file_id"?: string | null,"headings"?: (string)[],"message_id"?: string,"part"?: number | null,"passage"?: string,"place"?: number,"section"?: string | null,"title"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "answer_sources_document_id_fkey"
      columns: ["document_id"]
isOneToOne: false
      referencedRelation: "documents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "answer_sources_file_id_fkey"
      columns: ["file_id"]
isOneToOne: false
      referencedRelation: "message_files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "answer_sources_message"
      columns: ["conversation_id","message_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    }
                  ]
                },"automation_run_steps": {
                  Row: {
                    "action": string,"failure": string | null,"id": string,"input": string,"model": string | null,"output": string,"place": number,"run_id": string,"saved_at": string,"settings": NonNullable<Json>,"status": string,"title": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"failure"?: string | null,"id"?: string,"input"?: string,"model"?: string | null,"output"?: string,"place": number,"run_id": string,"saved_at"?: string,"settings": NonNullable<Json>,"status"?: string,"title": string
                  }
                  Update: {
                    "action"?: string,"failure"?: string | null,"id"?: string,"input"?: string,"model"?: string | null,"output"?: string,"place"?: number,"run_id"?: string,"saved_at"?: string,"settings"?: NonNullable<Json>,"status"?: string,"title"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "automation_run_steps_run_id_fkey"
      columns: ["run_id"]
isOneToOne: false
      referencedRelation: "automation_runs"
      referencedColumns: ["id"]
    }
                  ]
                },"automation_runs": {
                  Row: {
                    "answers": NonNullable<Json>,"automation_id": string,"community_id": string,"created_at": string,"id": string,"post_key": string,"stop_requested_at": string | null,"title": string,"user_id": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "answers": NonNullable<Json>,"automation_id": string,"community_id": string,"created_at"?: string,"id"?: string,"post_key": string,"stop_requested_at"?: string | null,"title": string,"user_id": string,"version": number
                  }
                  Update: {
                    "answers"?: NonNullable<Json>,"automation_id"?: string,"community_id"?: string,"created_at"?: string,"id"?: string,"post_key"?: string,"stop_requested_at"?: string | null,"title"?: string,"user_id"?: string,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "automation_runs_automation_id_fkey"
      columns: ["automation_id"]
isOneToOne: false
      referencedRelation: "automations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "automation_runs_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "automation_runs_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"automation_steps": {
                  Row: {
                    "action": string,"automation_id": string,"id": string,"place": number,"settings": NonNullable<Json>
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"automation_id": string,"id"?: string,"place": number,"settings"?: NonNullable<Json>
                  }
                  Update: {
                    "action"?: string,"automation_id"?: string,"id"?: string,"place"?: number,"settings"?: NonNullable<Json>
                  }
                  Relationships: [
                    {
      foreignKeyName: "automation_steps_automation_id_fkey"
      columns: ["automation_id"]
isOneToOne: false
      referencedRelation: "automations"
      referencedColumns: ["id"]
    }
                  ]
                },"automations": {
                  Row: {
                    "id": string,"kind": string,"trigger_kind": string,"trigger_settings": NonNullable<Json>
                  }
                  ComputedFields: never
                  Insert: {
                    "id": string,"kind"?: never,"trigger_kind"?: string,"trigger_settings"?: NonNullable<Json>
                  }
                  Update: {
                    "id"?: string,"kind"?: never,"trigger_kind"?: string,"trigger_settings"?: NonNullable<Json>
                  }
                  Relationships: [
                    {
      foreignKeyName: "automations_item"
      columns: ["id","kind"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id","kind"]
    }
                  ]
                },"communities": {
                  Row: {
                    "accent_color": string | null,"conversation_readers": string,"conversation_retention_days": number | null,"created_at": string,"deleted_at": string | null,"description": string,"id": string,"join_policy": string,"name": string,"public_copies": boolean,"review_before_publish": boolean,"search_languages": (string)[],"second_factor": string,"slug": string,"time_zone": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "accent_color"?: string | null,"conversation_readers"?: string,"conversation_retention_days"?: number | null,"created_at"?: string,"deleted_at"?: string | null,"description"?: string,"id"?: string,"join_policy"?: string,"name": string,"public_copies"?: boolean,"review_before_publish"?: boolean,"search_languages"?: (string)[],"second_factor"?: string,"slug": string,"time_zone"?: string,"updated_at"?: string
                  }
                  Update: {
                    "accent_color"?: string | null,"conversation_readers"?: string,"conversation_retention_days"?: number | null,"created_at"?: string,"deleted_at"?: string | null,"description"?: string,"id"?: string,"join_policy"?: string,"name"?: string,"public_copies"?: boolean,"review_before_publish"?: boolean,"search_languages"?: (string)[],"second_factor"?: string,"slug"?: string,"time_zone"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"community_limits": {
                  Row: {
                    "community_id": string,"members": number | null,"stored_bytes": number | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"members"?: number | null,"stored_bytes"?: number | null,"updated_at"?: string
                  }
                  Update: {
                    "community_id"?: string,"members"?: number | null,"stored_bytes"?: number | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "community_limits_community_id_fkey"
      columns: ["community_id"]
isOneToOne: true
      referencedRelation: "communities"
      referencedColumns: ["id"]
    }
                  ]
                },"compared_answers": {
                  Row: {
                    "asked_id": string,"chosen_at": string | null,"community_id": string,"conversation_id": string,"created_at": string,"label": string,"message_id": string,"model": string,"place": number,"provider": string
                  }
                  ComputedFields: never
                  Insert: {
                    "asked_id": string,"chosen_at"?: string | null,"community_id": string,"conversation_id": string,"created_at"?: string,"label": string,"message_id": string,"model": string,"place": number,"provider": string
                  }
                  Update: {
                    "asked_id"?: string,"chosen_at"?: string | null,"community_id"?: string,"conversation_id"?: string,"created_at"?: string,"label"?: string,"message_id"?: string,"model"?: string,"place"?: number,"provider"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "compared_answers_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "compared_answers_message"
      columns: ["conversation_id","message_id"]
isOneToOne: true
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    }
                  ]
                },"content_assignments": {
                  Row: {
                    "assigned_by": string | null,"community_id": string | null,"created_at": string,"id": string,"item_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "assigned_by"?: string | null,"community_id"?: string | null,"created_at"?: string,"id"?: string,"item_id": string
                  }
                  Update: {
                    "assigned_by"?: string | null,"community_id"?: string | null,"created_at"?: string,"id"?: string,"item_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_assignments_assigned_by_fkey"
      columns: ["assigned_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_assignments_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_assignments_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    }
                  ]
                },"content_audience": {
                  Row: {
                    "community_id": string,"created_at": string,"group_id": string | null,"id": string,"item_id": string,"user_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"group_id"?: string | null,"id"?: string,"item_id": string,"user_id"?: string | null
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"group_id"?: string | null,"id"?: string,"item_id"?: string,"user_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_audience_group"
      columns: ["community_id","group_id"]
isOneToOne: false
      referencedRelation: "groups"
      referencedColumns: ["community_id","id"]
    },{
      foreignKeyName: "content_audience_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_audience_membership"
      columns: ["community_id","user_id"]
isOneToOne: false
      referencedRelation: "memberships"
      referencedColumns: ["community_id","user_id"]
    }
                  ]
                },"content_files": {
                  Row: {
                    "created_at": string,"file_id": string,"item_id": string,"place": number,"purpose": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"file_id": string,"item_id": string,"place"?: number,"purpose": string
                  }
                  Update: {
                    "created_at"?: string,"file_id"?: string,"item_id"?: string,"place"?: number,"purpose"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_files_file_id_fkey"
      columns: ["file_id"]
isOneToOne: false
      referencedRelation: "files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_files_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    }
                  ]
                },"content_imports": {
                  Row: {
                    "community_id": string,"created_at": string,"done": number,"file_id": string | null,"id": string,"installation": string,"name": string,"overwrite": boolean,"own": boolean,"owner_id": string | null,"publish": boolean,"report": NonNullable<Json>,"status": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"done"?: number,"file_id"?: string | null,"id"?: string,"installation": string,"name": string,"overwrite"?: boolean,"own": boolean,"owner_id"?: string | null,"publish"?: boolean,"report": NonNullable<Json>,"status"?: string,"updated_at"?: string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"done"?: number,"file_id"?: string | null,"id"?: string,"installation"?: string,"name"?: string,"overwrite"?: boolean,"own"?: boolean,"owner_id"?: string | null,"publish"?: boolean,"report"?: NonNullable<Json>,"status"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_imports_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_imports_file_id_fkey"
      columns: ["file_id"]
isOneToOne: false
      referencedRelation: "files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_imports_owner_id_fkey"
      columns: ["owner_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"content_items": {
                  Row: {
                    "audience": (string)[] | null,"author_id": string | null,"community_id": string | null,"created_at": string,"deleted_at": string | null,"id": string,"kind": string,"owner_id": string | null,"post_key": string | null,"publish_at": string | null,"published_at": string | null,"scheduled_by": string | null,"slug": string,"status": string,"summary": string,"title": string,"updated_at": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "audience"?: (string)[] | null,"author_id"?: string | null,"community_id"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"kind": string,"owner_id"?: string | null,"post_key"?: string | null,"publish_at"?: string | null,"published_at"?: string | null,"scheduled_by"?: string | null,"slug": string,"status"?: string,"summary"?: string,"title": string,"updated_at"?: string,"version"?: number
                  }
                  Update: {
                    "audience"?: (string)[] | null,"author_id"?: string | null,"community_id"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"kind"?: string,"owner_id"?: string | null,"post_key"?: string | null,"publish_at"?: string | null,"published_at"?: string | null,"scheduled_by"?: string | null,"slug"?: string,"status"?: string,"summary"?: string,"title"?: string,"updated_at"?: string,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_items_author_id_fkey"
      columns: ["author_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_items_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_items_owner_id_fkey"
      columns: ["owner_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_items_scheduled_by_fkey"
      columns: ["scheduled_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"content_origins": {
                  Row: {
                    "community_id": string,"created_at": string,"digest": string,"files_digest": string | null,"installation": string,"item_id": string,"item_version": number,"source_id": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"digest": string,"files_digest"?: string | null,"installation": string,"item_id": string,"item_version": number,"source_id": string,"updated_at"?: string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"digest"?: string,"files_digest"?: string | null,"installation"?: string,"item_id"?: string,"item_version"?: number,"source_id"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_origins_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_origins_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    }
                  ]
                },"content_progress": {
                  Row: {
                    "completed_at": string | null,"created_at": string,"item_id": string,"reached": number,"seen_at": string | null,"seen_before": string | null,"share": number,"updated_at": string,"user_id": string,"watched": unknown
                  }
                  ComputedFields: never
                  Insert: {
                    "completed_at"?: string | null,"created_at"?: string,"item_id": string,"reached"?: number,"seen_at"?: string | null,"seen_before"?: string | null,"share"?: number,"updated_at"?: string,"user_id": string,"watched"?: unknown
                  }
                  Update: {
                    "completed_at"?: string | null,"created_at"?: string,"item_id"?: string,"reached"?: number,"seen_at"?: string | null,"seen_before"?: string | null,"share"?: number,"updated_at"?: string,"user_id"?: string,"watched"?: unknown
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_progress_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_progress_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"content_tags": {
                  Row: {
                    "created_at": string,"item_id": string,"kind": string | null,"limited": boolean,"shown_at": string | null,"tag_id": string,"title": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"item_id": string,"kind"?: string | null,"limited"?: boolean,"shown_at"?: string | null,"tag_id": string,"title"?: string | null
                  }
                  Update: {
                    "created_at"?: string,"item_id"?: string,"kind"?: string | null,"limited"?: boolean,"shown_at"?: string | null,"tag_id"?: string,"title"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_tags_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_tags_tag_id_fkey"
      columns: ["tag_id"]
isOneToOne: false
      referencedRelation: "tags"
      referencedColumns: ["id"]
    }
                  ]
                },"content_tallies": {
                  Row: {
                    "bad": number,"community_id": string,"good": number,"item_id": string,"kind": string,"uses": number
                  }
                  ComputedFields: never
                  Insert: {
                    "bad"?: number,"community_id": string,"good"?: number,"item_id": string,"kind": string,"uses"?: number
                  }
                  Update: {
                    "bad"?: number,"community_id"?: string,"good"?: number,"item_id"?: string,"kind"?: string,"uses"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_tallies_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_tallies_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    }
                  ]
                },"content_versions": {
                  Row: {
                    "body": NonNullable<Json>,"item_id": string,"number": number,"published_at": string,"published_by": string | null,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "body": NonNullable<Json>,"item_id": string,"number": number,"published_at"?: string,"published_by"?: string | null,"version": number
                  }
                  Update: {
                    "body"?: NonNullable<Json>,"item_id"?: string,"number"?: number,"published_at"?: string,"published_by"?: string | null,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_versions_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "content_versions_published_by_fkey"
      columns: ["published_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"conversation_copies": {
                  Row: {
                    "agent_name": string,"audience": string,"community_id": string,"conversation_id": string,"created_at": string,"id": string,"key_hash": string,"owner_id": string,"owner_name": string | null,"title": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_name": string,"audience": string,"community_id": string,"conversation_id": string,"created_at"?: string,"id"?: string,"key_hash": string,"owner_id": string,"owner_name"?: string | null,"title": string
                  }
                  Update: {
                    "agent_name"?: string,"audience"?: string,"community_id"?: string,"conversation_id"?: string,"created_at"?: string,"id"?: string,"key_hash"?: string,"owner_id"?: string,"owner_name"?: string | null,"title"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "conversation_copies_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "conversation_copies_conversation_id_fkey"
      columns: ["conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "conversation_copies_owner_id_fkey"
      columns: ["owner_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"conversation_documents": {
                  Row: {
                    "conversation_id": string,"document_id": string,"place": number
                  }
                  ComputedFields: never
                  Insert: {
                    "conversation_id": string,"document_id": string,"place": number
                  }
                  Update: {
                    "conversation_id"?: string,"document_id"?: string,"place"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "conversation_documents_conversation_id_fkey"
      columns: ["conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "conversation_documents_document_id_fkey"
      columns: ["document_id"]
isOneToOne: false
      referencedRelation: "documents"
      referencedColumns: ["id"]
    }
                  ]
                },"conversations": {
                  Row: {
                    "agent_id": string | null,"agent_name": string,"archived_at": string | null,"community_id": string,"created_at": string,"deleted_at": string | null,"folder": string | null,"id": string,"last_message_at": string,"leaf_id": string | null,"owner_id": string,"pinned_at": string | null,"readers": string,"start_key": string | null,"title": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id"?: string | null,"agent_name": string,"archived_at"?: string | null,"community_id": string,"created_at"?: string,"deleted_at"?: string | null,"folder"?: string | null,"id"?: string,"last_message_at"?: string,"leaf_id"?: string | null,"owner_id": string,"pinned_at"?: string | null,"readers": string,"start_key"?: string | null,"title": string,"updated_at"?: string
                  }
                  Update: {
                    "agent_id"?: string | null,"agent_name"?: string,"archived_at"?: string | null,"community_id"?: string,"created_at"?: string,"deleted_at"?: string | null,"folder"?: string | null,"id"?: string,"last_message_at"?: string,"leaf_id"?: string | null,"owner_id"?: string,"pinned_at"?: string | null,"readers"?: string,"start_key"?: string | null,"title"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "conversations_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "conversations_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "conversations_owner_id_fkey"
      columns: ["owner_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"copied_messages": {
                  Row: {
                    "agent_name": string | null,"author": string,"copy_id": string,"files": (string)[],"place": number,"status": string,"text": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_name"?: string | null,"author": string,"copy_id": string,"files"?: (string)[],"place": number,"status": string,"text": string
                  }
                  Update: {
                    "agent_name"?: string | null,"author"?: string,"copy_id"?: string,"files"?: (string)[],"place"?: number,"status"?: string,"text"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "copied_messages_copy_id_fkey"
      columns: ["copy_id"]
isOneToOne: false
      referencedRelation: "conversation_copies"
      referencedColumns: ["id"]
    }
                  ]
                },"documents": {
                  Row: {
                    "body": string,"id": string,"kind": string
                  }
                  ComputedFields: never
                  Insert: {
                    "body"?: string,"id": string,"kind"?: never
                  }
                  Update: {
                    "body"?: string,"id"?: string,"kind"?: never
                  }
                  Relationships: [
                    {
      foreignKeyName: "documents_item"
      columns: ["id","kind"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id","kind"]
    }
                  ]
                },"experiments": {
                  Row: {
                    "agent_id": string,"community_id": string,"ended_at": string | null,"ended_by": string | null,"ended_why": string | null,"id": string,"instructions": string | null,"model": string | null,"model_label": string | null,"outcome": string | null,"share": number,"started_at": string,"started_by": string | null,"stop_conversations": number,"stop_days": number,"stop_rated": number
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id": string,"community_id": string,"ended_at"?: string | null,"ended_by"?: string | null,"ended_why"?: string | null,"id"?: string,"instructions"?: string | null,"model"?: string | null,"model_label"?: string | null,"outcome"?: string | null,"share"?: number,"started_at"?: string,"started_by"?: string | null,"stop_conversations"?: number,"stop_days"?: number,"stop_rated"?: number
                  }
                  Update: {
                    "agent_id"?: string,"community_id"?: string,"ended_at"?: string | null,"ended_by"?: string | null,"ended_why"?: string | null,"id"?: string,"instructions"?: string | null,"model"?: string | null,"model_label"?: string | null,"outcome"?: string | null,"share"?: number,"started_at"?: string,"started_by"?: string | null,"stop_conversations"?: number,"stop_days"?: number,"stop_rated"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "experiments_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "experiments_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "experiments_ended_by_fkey"
      columns: ["ended_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "experiments_started_by_fkey"
      columns: ["started_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"favourites": {
                  Row: {
                    "created_at": string,"item_id": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"item_id": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"item_id"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "favourites_item_id_fkey"
      columns: ["item_id"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "favourites_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"feature_flag_rules": {
                  Row: {
                    "community_id": string | null,"created_at": string,"flag_key": string,"has": boolean,"id": string,"role": string | null,"user_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id"?: string | null,"created_at"?: string,"flag_key": string,"has": boolean,"id"?: string,"role"?: string | null,"user_id"?: string | null
                  }
                  Update: {
                    "community_id"?: string | null,"created_at"?: string,"flag_key"?: string,"has"?: boolean,"id"?: string,"role"?: string | null,"user_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "feature_flag_rules_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "feature_flag_rules_flag_key_fkey"
      columns: ["flag_key"]
isOneToOne: false
      referencedRelation: "feature_flags"
      referencedColumns: ["key"]
    },{
      foreignKeyName: "feature_flag_rules_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"feature_flags": {
                  Row: {
                    "created_at": string,"description": string,"enabled": boolean,"key": string,"share": number,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"description": string,"enabled"?: boolean,"key": string,"share"?: number,"updated_at"?: string
                  }
                  Update: {
                    "created_at"?: string,"description"?: string,"enabled"?: boolean,"key"?: string,"share"?: number,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"files": {
                  Row: {
                    "bytes": number,"community_id": string | null,"created_at": string,"id": string,"media_type": string,"name": string,"owner_id": string | null,"part_tags": (string)[],"sha256": string | null,"state": string,"updated_at": string,"upload_id": string | null,"words": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "bytes": number,"community_id"?: string | null,"created_at"?: string,"id"?: string,"media_type": string,"name": string,"owner_id"?: string | null,"part_tags"?: (string)[],"sha256"?: string | null,"state"?: string,"updated_at"?: string,"upload_id"?: string | null,"words"?: string | null
                  }
                  Update: {
                    "bytes"?: number,"community_id"?: string | null,"created_at"?: string,"id"?: string,"media_type"?: string,"name"?: string,"owner_id"?: string | null,"part_tags"?: (string)[],"sha256"?: string | null,"state"?: string,"updated_at"?: string,"upload_id"?: string | null,"words"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "files_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "files_owner_id_fkey"
      columns: ["owner_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"group_members": {
                  Row: {
                    "community_id": string,"created_at": string,"group_id": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"group_id": string,"user_id": string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"group_id"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "group_members_group"
      columns: ["community_id","group_id"]
isOneToOne: false
      referencedRelation: "groups"
      referencedColumns: ["community_id","id"]
    },{
      foreignKeyName: "group_members_membership"
      columns: ["community_id","user_id"]
isOneToOne: false
      referencedRelation: "memberships"
      referencedColumns: ["community_id","user_id"]
    }
                  ]
                },"groups": {
                  Row: {
                    "community_id": string,"created_at": string,"description": string,"id": string,"name": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"description"?: string,"id"?: string,"name": string,"updated_at"?: string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"description"?: string,"id"?: string,"name"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "groups_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    }
                  ]
                },"held_messages": {
                  Row: {
                    "agent_name": string,"appeal": string | null,"appealed_at": string | null,"author": string,"community_id": string,"conversation_id": string | null,"created_at": string,"ended": string,"file_id": string | null,"id": string,"message_id": string | null,"note": string,"owner_id": string,"question": string,"settled_at": string | null,"shared": boolean,"state": string,"step_id": string | null,"text": string,"why": string,"word": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_name": string,"appeal"?: string | null,"appealed_at"?: string | null,"author": string,"community_id": string,"conversation_id"?: string | null,"created_at"?: string,"ended"?: string,"file_id"?: string | null,"id"?: string,"message_id"?: string | null,"note"?: string,"owner_id": string,"question"?: string,"settled_at"?: string | null,"shared": boolean,"state": string,"step_id"?: string | null,"text": string,"why": string,"word"?: string | null
                  }
                  Update: {
                    "agent_name"?: string,"appeal"?: string | null,"appealed_at"?: string | null,"author"?: string,"community_id"?: string,"conversation_id"?: string | null,"created_at"?: string,"ended"?: string,"file_id"?: string | null,"id"?: string,"message_id"?: string | null,"note"?: string,"owner_id"?: string,"question"?: string,"settled_at"?: string | null,"shared"?: boolean,"state"?: string,"step_id"?: string | null,"text"?: string,"why"?: string,"word"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "held_messages_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "held_messages_file_id_fkey"
      columns: ["file_id"]
isOneToOne: true
      referencedRelation: "message_files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "held_messages_message"
      columns: ["conversation_id","message_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    },{
      foreignKeyName: "held_messages_owner_id_fkey"
      columns: ["owner_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "held_messages_step_id_fkey"
      columns: ["step_id"]
isOneToOne: true
      referencedRelation: "automation_run_steps"
      referencedColumns: ["id"]
    }
                  ]
                },"invitation_uses": {
                  Row: {
                    "created_at": string,"invitation_id": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"invitation_id": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"invitation_id"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "invitation_uses_invitation_id_fkey"
      columns: ["invitation_id"]
isOneToOne: false
      referencedRelation: "invitations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "invitation_uses_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"invitations": {
                  Row: {
                    "community_id": string,"created_at": string,"email": string | null,"expires_at": string,"group_id": string | null,"id": string,"invited_by": string | null,"revoked_at": string | null,"role": string,"token_hash": string,"uses_allowed": number
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"email"?: string | null,"expires_at": string,"group_id"?: string | null,"id"?: string,"invited_by"?: string | null,"revoked_at"?: string | null,"role": string,"token_hash": string,"uses_allowed"?: number
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"email"?: string | null,"expires_at"?: string,"group_id"?: string | null,"id"?: string,"invited_by"?: string | null,"revoked_at"?: string | null,"role"?: string,"token_hash"?: string,"uses_allowed"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "invitations_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "invitations_group"
      columns: ["community_id","group_id"]
isOneToOne: false
      referencedRelation: "groups"
      referencedColumns: ["community_id","id"]
    },{
      foreignKeyName: "invitations_invited_by_fkey"
      columns: ["invited_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"join_requests": {
                  Row: {
                    "community_id": string,"created_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"user_id": string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "join_requests_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "join_requests_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"memberships": {
                  Row: {
                    "community_id": string,"created_at": string,"display_name": string | null,"role": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"display_name"?: string | null,"role": string,"user_id": string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"display_name"?: string | null,"role"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "memberships_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "memberships_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"message_drafts": {
                  Row: {
                    "conversation_id": string,"text": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "conversation_id": string,"text": string,"updated_at"?: string
                  }
                  Update: {
                    "conversation_id"?: string,"text"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "message_drafts_conversation_id_fkey"
      columns: ["conversation_id"]
isOneToOne: true
      referencedRelation: "conversations"
      referencedColumns: ["id"]
    }
                  ]
                },"message_files": {
                  Row: {
                    "bytes": number,"community_id": string,"conversation_id": string,"created_at": string,"id": string,"media_type": string,"message_id": string | null,"name": string,"object_id": string,"place": number,"text": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "bytes": number,"community_id": string,"conversation_id": string,"created_at"?: string,"id": string,"media_type": string,"message_id"?: string | null,"name": string,"object_id": string,"place": number,"text"?: string | null
                  }
                  Update: {
                    "bytes"?: number,"community_id"?: string,"conversation_id"?: string,"created_at"?: string,"id"?: string,"media_type"?: string,"message_id"?: string | null,"name"?: string,"object_id"?: string,"place"?: number,"text"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "message_files_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "message_files_conversation_id_fkey"
      columns: ["conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "message_files_message"
      columns: ["conversation_id","message_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    }
                  ]
                },"message_posts": {
                  Row: {
                    "conversation_id": string,"message_id": string,"post_key": string
                  }
                  ComputedFields: never
                  Insert: {
                    "conversation_id": string,"message_id": string,"post_key": string
                  }
                  Update: {
                    "conversation_id"?: string,"message_id"?: string,"post_key"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "message_posts_message_there"
      columns: ["conversation_id","message_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    }
                  ]
                },"message_ratings": {
                  Row: {
                    "agent_id": string | null,"community_id": string | null,"conversation_id": string,"created_at": string,"good": boolean,"message_id": string,"reason": string,"updated_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id"?: string | null,"community_id"?: string | null,"conversation_id": string,"created_at"?: string,"good": boolean,"message_id": string,"reason"?: string,"updated_at"?: string,"user_id": string
                  }
                  Update: {
                    "agent_id"?: string | null,"community_id"?: string | null,"conversation_id"?: string,"created_at"?: string,"good"?: boolean,"message_id"?: string,"reason"?: string,"updated_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "message_ratings_agent_id_fkey"
      columns: ["agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "message_ratings_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "message_ratings_message"
      columns: ["conversation_id","message_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    },{
      foreignKeyName: "message_ratings_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"messages": {
                  Row: {
                    "author": string,"completed_at": string | null,"conversation_id": string,"created_at": string,"failure": string | null,"given_from": string | null,"id": string,"left_out": number | null,"model": string | null,"parent_id": string | null,"saved_at": string,"status": string,"stop_requested_at": string | null,"text": string
                  }
                  ComputedFields: never
                  Insert: {
                    "author": string,"completed_at"?: string | null,"conversation_id": string,"created_at"?: string,"failure"?: string | null,"given_from"?: string | null,"id"?: string,"left_out"?: number | null,"model"?: string | null,"parent_id"?: string | null,"saved_at"?: string,"status": string,"stop_requested_at"?: string | null,"text": string
                  }
                  Update: {
                    "author"?: string,"completed_at"?: string | null,"conversation_id"?: string,"created_at"?: string,"failure"?: string | null,"given_from"?: string | null,"id"?: string,"left_out"?: number | null,"model"?: string | null,"parent_id"?: string | null,"saved_at"?: string,"status"?: string,"stop_requested_at"?: string | null,"text"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "messages_conversation_id_fkey"
      columns: ["conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "messages_parent_in_same_conversation"
      columns: ["conversation_id","parent_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    }
                  ]
                },"moderation_rules": {
                  Row: {
                    "answers": boolean,"community_id": string,"created_at": string,"needles": (string)[],"provider": boolean,"refusal": string,"refuses": boolean,"review": boolean,"updated_at": string,"words": (string)[]
                  }
                  ComputedFields: never
                  Insert: {
                    "answers"?: boolean,"community_id": string,"created_at"?: string,"needles"?: (string)[],"provider"?: boolean,"refusal"?: string,"refuses"?: boolean,"review"?: boolean,"updated_at"?: string,"words"?: (string)[]
                  }
                  Update: {
                    "answers"?: boolean,"community_id"?: string,"created_at"?: string,"needles"?: (string)[],"provider"?: boolean,"refusal"?: string,"refuses"?: boolean,"review"?: boolean,"updated_at"?: string,"words"?: (string)[]
                  }
                  Relationships: [
                    {
      foreignKeyName: "moderation_rules_community_id_fkey"
      columns: ["community_id"]
isOneToOne: true
      referencedRelation: "communities"
      referencedColumns: ["id"]
    }
                  ]
                },"pending_members": {
                  Row: {
                    "added_by": string | null,"community_id": string,"created_at": string,"email": string,"role": string
                  }
                  ComputedFields: never
                  Insert: {
                    "added_by"?: string | null,"community_id": string,"created_at"?: string,"email": string,"role": string
                  }
                  Update: {
                    "added_by"?: string | null,"community_id"?: string,"created_at"?: string,"email"?: string,"role"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "pending_members_added_by_fkey"
      columns: ["added_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "pending_members_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    }
                  ]
                },"platform_admins": {
                  Row: {
                    "created_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "platform_admins_user_id_fkey"
      columns: ["user_id"]
isOneToOne: true
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"platform_settings": {
                  Row: {
                    "only_row": boolean,"second_factor_for_super_admins": boolean,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "only_row"?: boolean,"second_factor_for_super_admins"?: boolean,"updated_at"?: string
                  }
                  Update: {
                    "only_row"?: boolean,"second_factor_for_super_admins"?: boolean,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"profiles": {
                  Row: {
                    "created_at": string,"display_name": string,"id": string,"suspended_at": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"display_name": string,"id": string,"suspended_at"?: string | null,"updated_at"?: string
                  }
                  Update: {
                    "created_at"?: string,"display_name"?: string,"id"?: string,"suspended_at"?: string | null,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"prompt_ratings": {
                  Row: {
                    "community_id": string,"created_at": string,"good": boolean,"prompt_id": string,"updated_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id": string,"created_at"?: string,"good": boolean,"prompt_id": string,"updated_at"?: string,"user_id": string
                  }
                  Update: {
                    "community_id"?: string,"created_at"?: string,"good"?: boolean,"prompt_id"?: string,"updated_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "prompt_ratings_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "prompt_ratings_prompt_id_fkey"
      columns: ["prompt_id"]
isOneToOne: false
      referencedRelation: "prompts"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "prompt_ratings_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"prompt_uses": {
                  Row: {
                    "conversation_id": string,"prompt_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "conversation_id": string,"prompt_id": string
                  }
                  Update: {
                    "conversation_id"?: string,"prompt_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "prompt_uses_conversation_id_fkey"
      columns: ["conversation_id"]
isOneToOne: false
      referencedRelation: "conversations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "prompt_uses_prompt_id_fkey"
      columns: ["prompt_id"]
isOneToOne: false
      referencedRelation: "prompts"
      referencedColumns: ["id"]
    }
                  ]
                },"prompt_variables": {
                  Row: {
                    "default_value": string,"help": string,"label": string,"name": string,"options": (string)[],"place": number,"prompt_id": string,"required": boolean,"type": string
                  }
                  ComputedFields: never
                  Insert: {
                    "default_value"?: string,"help"?: string,"label": string,"name": string,"options"?: (string)[],"place": number,"prompt_id": string,"required"?: boolean,"type"?: string
                  }
                  Update: {
                    "default_value"?: string,"help"?: string,"label"?: string,"name"?: string,"options"?: (string)[],"place"?: number,"prompt_id"?: string,"required"?: boolean,"type"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "prompt_variables_prompt_id_fkey"
      columns: ["prompt_id"]
isOneToOne: false
      referencedRelation: "prompts"
      referencedColumns: ["id"]
    }
                  ]
                },"prompts": {
                  Row: {
                    "body": string,"id": string,"kind": string
                  }
                  ComputedFields: never
                  Insert: {
                    "body"?: string,"id": string,"kind"?: never
                  }
                  Update: {
                    "body"?: string,"id"?: string,"kind"?: never
                  }
                  Relationships: [
                    {
      foreignKeyName: "prompts_item"
      columns: ["id","kind"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id","kind"]
    }
                  ]
                },"provider_keys": {
                  Row: {
                    "address": string,"community_id": string | null,"id": string,"last_four": string,"last_used_at": string | null,"provider": string,"sealed": string,"sealed_with": string,"set_at": string,"set_by": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "address"?: string,"community_id"?: string | null,"id"?: string,"last_four": string,"last_used_at"?: string | null,"provider": string,"sealed": string,"sealed_with": string,"set_at"?: string,"set_by"?: string | null
                  }
                  Update: {
                    "address"?: string,"community_id"?: string | null,"id"?: string,"last_four"?: string,"last_used_at"?: string | null,"provider"?: string,"sealed"?: string,"sealed_with"?: string,"set_at"?: string,"set_by"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "provider_keys_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "provider_keys_set_by_fkey"
      columns: ["set_by"]
isOneToOne: false
      referencedRelation: "profiles"
      referencedColumns: ["id"]
    }
                  ]
                },"running_answers": {
                  Row: {
                    "answer_id": string,"conversation_id": string,"place": number
                  }
                  ComputedFields: never
                  Insert: {
                    "answer_id": string,"conversation_id": string,"place"?: number
                  }
                  Update: {
                    "answer_id"?: string,"conversation_id"?: string,"place"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "running_answers_answer_there"
      columns: ["conversation_id","answer_id"]
isOneToOne: false
      referencedRelation: "messages"
      referencedColumns: ["conversation_id","id"]
    }
                  ]
                },"security_audit": {
                  Row: {
                    "action": string,"actor_ref": string | null,"at": string,"community_id": string | null,"details": NonNullable<Json>,"id": string,"outcome": string,"subject_id": string | null,"subject_kind": string | null,"written_by": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor_ref"?: string | null,"at"?: string,"community_id"?: string | null,"details"?: NonNullable<Json>,"id"?: string,"outcome"?: string,"subject_id"?: string | null,"subject_kind"?: string | null,"written_by"?: string
                  }
                  Update: {
                    "action"?: string,"actor_ref"?: string | null,"at"?: string,"community_id"?: string | null,"details"?: NonNullable<Json>,"id"?: string,"outcome"?: string,"subject_id"?: string | null,"subject_kind"?: string | null,"written_by"?: string
                  }
                  Relationships: [
                    
                  ]
                },"tags": {
                  Row: {
                    "community_id": string | null,"created_at": string,"id": string,"name": string
                  }
                  ComputedFields: never
                  Insert: {
                    "community_id"?: string | null,"created_at"?: string,"id"?: string,"name": string
                  }
                  Update: {
                    "community_id"?: string | null,"created_at"?: string,"id"?: string,"name"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "tags_community_id_fkey"
      columns: ["community_id"]
isOneToOne: false
      referencedRelation: "communities"
      referencedColumns: ["id"]
    }
                  ]
                },"video_captions": {
                  Row: {
                    "file_id": string,"label": string,"language": string,"video_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "file_id": string,"label": string,"language": string,"video_id": string
                  }
                  Update: {
                    "file_id"?: string,"label"?: string,"language"?: string,"video_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "video_captions_file_id_fkey"
      columns: ["file_id"]
isOneToOne: false
      referencedRelation: "files"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "video_captions_video_id_fkey"
      columns: ["video_id"]
isOneToOne: false
      referencedRelation: "videos"
      referencedColumns: ["id"]
    }
                  ]
                },"video_chapters": {
                  Row: {
                    "starts_at_second": number,"title": string,"video_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "starts_at_second": number,"title": string,"video_id": string
                  }
                  Update: {
                    "starts_at_second"?: number,"title"?: string,"video_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "video_chapters_video_id_fkey"
      columns: ["video_id"]
isOneToOne: false
      referencedRelation: "videos"
      referencedColumns: ["id"]
    }
                  ]
                },"videos": {
                  Row: {
                    "address": string | null,"duration_seconds": number | null,"id": string,"kind": string,"transcript": string
                  }
                  ComputedFields: never
                  Insert: {
                    "address"?: string | null,"duration_seconds"?: number | null,"id": string,"kind"?: never,"transcript"?: string
                  }
                  Update: {
                    "address"?: string | null,"duration_seconds"?: number | null,"id"?: string,"kind"?: never,"transcript"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "videos_item"
      columns: ["id","kind"]
isOneToOne: false
      referencedRelation: "content_items"
      referencedColumns: ["id","kind"]
    }
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "accept_invitation":
{ Args: { "p_token_hash": string }; Returns: string
                           },
"add_member":
{ Args: { "p_community": string,"p_email": string,"p_role": string }; Returns: undefined
                           },
"add_message_file":
{ Args: { "p_bytes": number,"p_conversation": string,"p_file": string,"p_media_type": string,"p_models": Json,"p_name": string,"p_text": string }; Returns: boolean
                           },
"add_to_group":
{ Args: { "p_emails": (string)[],"p_group": string }; Returns: Json
                           },
"admit_answer":
{ Args: { "p_found": Json,"p_job": Json,"p_models": Json }; Returns: Json
                           },
"answer_means":
{ Args: { "p_job": Json }; Returns: Json
                           },
"answer_status":
{ Args: { "p_answer": string }; Returns: string
                           },
"appeal_held":
{ Args: { "p_held": string,"p_reason": string }; Returns: undefined
                           },
"begin_conversation":
{ Args: { "p_agent": string,"p_community": string,"p_key": string,"p_text": string }; Returns: string
                           },
"begin_run_step":
{ Args: { "p_input": string,"p_step": string }; Returns: undefined
                           },
"begin_trial":
{ Args: { "p_asked": Json,"p_community": string,"p_models": Json }; Returns: Json
                           },
"change_content":
{ Args: { "p_change": string,"p_id": string,"p_version": number }; Returns: Json
                           },
"change_contents":
{ Args: { "p_change": string,"p_community": string,"p_items": Json,"p_tag"?: string,"p_to"?: string }; Returns: Json
                           },
"choose_answer":
{ Args: { "p_answer": string,"p_chosen": boolean }; Returns: undefined
                           },
"choose_branch":
{ Args: { "p_message": string }; Returns: string
                           },
"community_budgets":
{ Args: { "p_community": string }; Returns: {
              "holder": string,"id": string,"money": number,"period": string,"role": string,"spent_money": number,"spent_tokens": number,"tokens": number,"user_id": string,"user_name": string,"warn_percent": number
            }[]
                           },
"compare_models":
{ Args: { "p_agent": string,"p_community": string,"p_conversation": string,"p_key": string,"p_models": (string)[],"p_text": string }; Returns: Json[]
                           },
"decide_join_request":
{ Args: { "p_accept": boolean,"p_community": string,"p_user": string }; Returns: undefined
                           },
"estimate_answer":
{ Args: { "p_agent": string,"p_community": string,"p_conversation": string,"p_models": Json }; Returns: {
              "about": number,"model": string,"most": number
            }[]
                           },
"experiment_figures":
{ Args: { "p_experiment": string }; Returns: Json
                           },
"find_knowledge":
{ Args: { "p_agent": string,"p_question": string }; Returns: Json
                           },
"find_member":
{ Args: { "p_community": string,"p_email": string }; Returns: string
                           },
"found_items":
{ Args: { "p_community": string,"p_desk": boolean,"p_kind": string,"p_text": string }; Returns: {
              "how": string,"item_id": string,"score": number
            }[]
                           },
"give_content":
{ Args: { "p_item": string,"p_to": (string)[] }; Returns: Json
                           },
"grant_platform_admin":
{ Args: { "email": string }; Returns: string
                           },
"hand_over_content":
{ Args: { "p_id": string,"p_to": string,"p_version": number }; Returns: Json
                           },
"hold_asked":
{ Args: { "p_answer": string }; Returns: string
                           },
"hold_step":
{ Args: { "p_harmful": boolean,"p_step": string,"p_text": string }; Returns: string
                           },
"import_notes":
{ Args: { "p_entries": Json,"p_import": Json }; Returns: Json
                           },
"invite":
{ Args: { "p_community": string,"p_days": number,"p_email": string,"p_group": string,"p_role": string,"p_token_hash": string,"p_uses": number }; Returns: string
                           },
"keep_draft":
{ Args: { "p_conversation": string,"p_text": string }; Returns: string
                           },
"key_to_try":
{ Args: { "p_key": string }; Returns: Json
                           },
"my_budgets":
{ Args: { "p_community": string }; Returns: {
              "ends_at": string,"holder": string,"money": number,"period": string,"spent_money": number,"spent_tokens": number,"tokens": number,"warn_percent": number
            }[]
                           },
"my_flags":
{ Args: { "p_community"?: string }; Returns: (string)[]
                           },
"note_key_used":
{ Args: { "p_key": string }; Returns: undefined
                           },
"plan_import":
{ Args: { "p_entries": Json,"p_import": Json }; Returns: Json
                           },
"read_branch":
{ Args: { "p_at": string,"p_before": string,"p_conversation": string,"p_limit": number }; Returns: {
              "agent_name": string,"author": string,"beside": number,"created_at": string,"failure": string,"given": boolean,"goes_on": boolean,"id": string,"left_out": number,"model": string,"next_id": string,"parent_id": string,"place": number,"previous_id": string,"saved_at": string,"status": string,"text": string
            }[]
                           },
"read_by_grant":
{ Args: { "p_after"?: string,"p_conversation": string }; Returns: Json
                           },
"read_copy":
{ Args: { "p_after": number,"p_hash": string }; Returns: Json
                           },
"read_held":
{ Args: { "p_held": string }; Returns: Json
                           },
"read_messages":
{ Args: { "p_before": string,"p_conversation": string,"p_limit": number }; Returns: {
              "author": string,"created_at": string,"failure": string,"id": string,"model": string,"parent_id": string,"saved_at": string,"status": string,"superseded": boolean,"text": string
            }[]
                           },
"read_report":
{ Args: { "p_report": string }; Returns: Json
                           },
"record_run":
{ Args: { "p_answer": string,"p_run": Json }; Returns: undefined
                           },
"record_security_event":
{ Args: { "p_action": string,"p_community": string,"p_details": Json,"p_subject_id": string,"p_subject_kind": string }; Returns: string
                           },
"remove_member":
{ Args: { "p_community": string,"p_user": string }; Returns: undefined
                           },
"remove_message_file":
{ Args: { "p_conversation": string,"p_file": string }; Returns: string
                           },
"report_answer":
{ Args: { "p_answer": string,"p_reason": string }; Returns: string
                           },
"reserve_answer":
{ Args: { "p_found": Json,"p_job": Json,"p_models": Json }; Returns: Json
                           },
"reserve_step":
{ Args: { "p_instructions": string,"p_models": Json,"p_output": number,"p_step": string }; Returns: Json
                           },
"resume_run":
{ Args: { "p_run": string }; Returns: boolean
                           },
"retry_answer":
{ Args: { "p_agent"?: string,"p_answer": string,"p_continue"?: boolean,"p_key": string }; Returns: Json
                           },
"review_first":
{ Args: { "p_community": string }; Returns: boolean
                           },
"run_import":
{ Args: { "p_community": string,"p_entries": Json,"p_from": number,"p_import": string }; Returns: Json
                           },
"save_agent":
{ Args: { "p_community": string,"p_fields": Json,"p_id": string,"p_version": number }; Returns: Json
                           },
"save_answer":
{ Args: { "p_answer": string,"p_failure": string,"p_model": string,"p_status": string,"p_text": string }; Returns: string
                           },
"save_content":
{ Args: { "p_body": Json,"p_change"?: string,"p_community": string,"p_id": string,"p_key"?: string,"p_kind": string,"p_version": number }; Returns: Json
                           },
"save_run_step":
{ Args: { "p_failure": string,"p_figures": Json,"p_model": string,"p_output": string,"p_status": string,"p_step": string }; Returns: string
                           },
"save_trial":
{ Args: { "p_figures": Json,"p_status": string,"p_text": string,"p_trial": string }; Returns: string
                           },
"schedule_content":
{ Args: { "p_id": string,"p_local": string,"p_turn"?: string,"p_version": number }; Returns: Json
                           },
"search":
{ Args: { "p_community": string,"p_from"?: number,"p_kind"?: string,"p_limit"?: number,"p_text": string }; Returns: Json
                           },
"search_talk":
{ Args: { "p_conversation": string,"p_text": string }; Returns: Json
                           },
"send_message":
{ Args: { "p_after"?: string,"p_agent": string,"p_community": string,"p_conversation": string,"p_edits"?: string,"p_key": string,"p_text": string }; Returns: Json
                           },
"set_audience":
{ Args: { "p_emails": (string)[],"p_groups": (string)[],"p_id": string,"p_limited": boolean,"p_people": (string)[],"p_seen": string }; Returns: Json
                           },
"set_member_role":
{ Args: { "p_community": string,"p_role": string,"p_user": string }; Returns: undefined
                           },
"settle_held":
{ Args: { "p_held": string,"p_note": string,"p_release": boolean }; Returns: string
                           },
"share_conversation":
{ Args: { "p_audience": string,"p_conversation": string,"p_hash": string,"p_named": boolean }; Returns: string
                           },
"start_automation":
{ Args: { "p_answers": Json,"p_automation": string,"p_community": string,"p_key": string }; Returns: string
                           },
"step_means":
{ Args: { "p_step": string }; Returns: Json
                           },
"stop_answer":
{ Args: { "p_answer": string }; Returns: string
                           },
"stop_run":
{ Args: { "p_run": string }; Returns: undefined
                           },
"suspend_person":
{ Args: { "p_suspended": boolean,"p_user": string }; Returns: undefined
                           },
"tags_in_use":
{ Args: { "p_community": string,"p_kind": string,"p_tag": string }; Returns: {
              "n": number,"name": string
            }[]
                           },
"take_run_step":
{ Args: { "p_run": string }; Returns: Json
                           },
"take_sources":
{ Args: { "p_answer": string,"p_models"?: Json }; Returns: Json
                           },
"take_turn":
{ Args: { "p_answer": string }; Returns: Json
                           },
"takes_pictures":
{ Args: { "p_conversation"?: string,"p_models": Json }; Returns: boolean
                           },
"tried_out":
{ Args: { "p_agent": string,"p_community": string }; Returns: boolean
                           },
"what_changed":
{ Args: { "p_community": string,"p_item": string }; Returns: Json
                           },
"who_looks_first":
{ Args: { "p_community": string }; Returns: (string)[]
                           },
"withdraw_report":
{ Args: { "p_answer": string }; Returns: boolean
                           }
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            
          }
        }
} as const
